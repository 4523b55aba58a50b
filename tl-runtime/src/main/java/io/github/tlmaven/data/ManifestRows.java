package io.github.tlmaven.data;

import io.github.tlmaven.data.Listing.Found;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.spec.ManifestSpec.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rows of a table of pictures, one by one, each checked by itself and against those before it. */
final class ManifestRows {

    /** Folders whose real place was looked up; pictures share them. */
    private final Map<Path, Boolean> insideByFolder = new HashMap<>();

    private final Map<String, Long> lineByPath = new HashMap<>();
    private final Map<String, Placed> placeByGroup = new HashMap<>();
    private final Map<String, String> shared = new HashMap<>();
    private final Path root;
    private final Findings findings;
    private long count;

    /**
     * @param root     real path of the folder of all pictures
     * @param findings get what is wrong
     */
    ManifestRows(Path root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    /** A picture with the name of its set and its class. */
    record Row(String set, String label, Found found) {}

    /** Where a group was met first. */
    private record Placed(String set, long line) {}

    /** Rows so far, whether or not they can be used. */
    long count() {
        return count;
    }

    /**
     * A row, unless something is wrong with it.
     *
     * @param line   where it begins, from 1
     * @param fields by column; absent where the table lacks the column
     */
    Optional<Row> read(long line, Function<Column, Optional<String>> fields) {
        count++;
        String at = "line " + line + " ";
        String label = fields.apply(Column.LABEL).orElse("");
        if (label.isBlank()) {
            findings.add(at + "has no label");
        }
        String set = set(at, fields.apply(Column.PART));
        OptionalDouble weight = weight(at, fields.apply(Column.WEIGHT));
        String group = shared(fields.apply(Column.GROUP).orElse(""));
        checkGroup(line, group, set);
        Optional<Path> path = path(line, fields.apply(Column.PATH).orElse(""));
        if (label.isBlank() || set.isEmpty() || weight.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        Found found = new Found(slashed(path.get()), root.resolve(path.get()), group, weight.getAsDouble());
        return Optional.of(new Row(set, shared(label), found));
    }

    /** One text for all that are equal: a million rows name few classes. */
    private String shared(String text) {
        return shared.computeIfAbsent(text, same -> same);
    }

    private String set(String at, Optional<String> part) {
        if (part.isEmpty()) {
            return SetListings.WHOLE;
        }
        if (!Dataset.PARTS.contains(part.get())) {
            findings.add(at + "has the part '" + Excerpt.of(part.get()) + "'; it must be "
                    + String.join(", ", Dataset.PARTS));
            return "";
        }
        return part.get();
    }

    private OptionalDouble weight(String at, Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalDouble.of(1);
        }
        try {
            double weight = Double.parseDouble(text.get());
            if (weight > 0 && weight < Double.POSITIVE_INFINITY) {
                return OptionalDouble.of(weight);
            }
        } catch (NumberFormatException e) { // said below, as every other text that is no such number
        }
        findings.add(at + "has the weight '" + Excerpt.of(text.get()) + "'; it must be a number above 0");
        return OptionalDouble.empty();
    }

    private void checkGroup(long line, String group, String set) {
        if (group.isEmpty() || !Dataset.PARTS.contains(set)) {
            return;
        }
        Placed first = placeByGroup.computeIfAbsent(group, unused -> new Placed(set, line));
        if (!first.set().equals(set)) {
            findings.add("line " + line + " puts the group '" + Excerpt.of(group) + "' into the part " + set + ", line "
                    + first.line() + " into " + first.set());
        }
    }

    /** The picture's path relative to the folder, if a file is there that may be read. */
    private Optional<Path> path(long line, String text) {
        String name = "line " + line + ": '" + Excerpt.line(text) + "' ";
        if (text.isEmpty()) {
            findings.add("line " + line + " has no path");
            return Optional.empty();
        }
        try {
            Path path = Path.of(text).normalize();
            if (path.isAbsolute() || path.startsWith("..")) {
                findings.add(name + "leads out of the folder " + root);
                return Optional.empty();
            }
            Long earlier = lineByPath.putIfAbsent(slashed(path), line);
            if (earlier != null) {
                findings.add(name + "has a row already, line " + earlier);
                return Optional.empty();
            }
            Optional<String> problem = fileProblem(root.resolve(path));
            problem.ifPresent(what -> findings.add(name + what));
            return problem.isEmpty() ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            findings.add(name + "cannot be a path here: " + e.getReason());
            return Optional.empty();
        }
    }

    private Optional<String> fileProblem(Path file) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Path folder = file.resolveSibling(".").normalize();
            boolean inside = attributes.isSymbolicLink()
                    ? file.toRealPath().startsWith(root)
                    : insideByFolder.computeIfAbsent(folder, this::isInside);
            if (!inside) {
                return Optional.of("leads out of the folder " + root + " through a symbolic link, to "
                        + Excerpt.line(file.toRealPath().toString()));
            }
            boolean regular = attributes.isSymbolicLink() ? Files.isRegularFile(file) : attributes.isRegularFile();
            return regular ? Optional.empty() : Optional.of("is no file but a folder, pipe, socket or device");
        } catch (NoSuchFileException e) {
            return Optional.of("is missing" + likeness(file));
        } catch (IOException e) {
            return Optional.of("cannot be looked at: " + Excerpt.line(e.toString()));
        }
    }

    private boolean isInside(Path folder) {
        try {
            return folder.toRealPath().startsWith(root);
        } catch (IOException e) {
            return false;
        }
    }

    /** A file of the same look, whose name has another normal form of Unicode. */
    private static String likeness(Path file) {
        String name = file.getFileName().toString();
        if (name.codePoints().noneMatch(point -> point > Names.LAST_PLAIN)) {
            return "";
        }
        try (Stream<Path> siblings = Files.list(file.resolveSibling("."))) {
            List<String> names =
                    siblings.map(path -> path.getFileName().toString()).toList();
            return Names.sameLook(name, names)
                    .map(other -> "; there is " + Names.spelled(other) + ", which differs from " + Names.spelled(name)
                            + " in Unicode's normal form alone")
                    .orElse("");
        } catch (IOException e) {
            return ""; // the folder is missing, too
        }
    }

    private static String slashed(Path path) {
        String text = path.toString();
        String separator = path.getFileSystem().getSeparator();
        return separator.equals("/") ? text : text.replace(separator, "/");
    }
}
