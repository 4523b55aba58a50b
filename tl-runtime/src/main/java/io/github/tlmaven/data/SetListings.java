package io.github.tlmaven.data;

import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Manifest;
import io.github.tlmaven.spec.DatasetSpec.Parts;
import io.github.tlmaven.spec.DatasetSpec.Split;
import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.PictureFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The files of a dataset by the name of their set: one called {@value #WHOLE} that will be split, or one for each part;
 * then the evaluation sets.
 */
final class SetListings {

    /** Name of the set that will be split. */
    static final String WHOLE = "dataset";

    /** Names that a dataset's own sets can have. */
    static final List<String> OWN_NAMES = List.of(WHOLE, Dataset.TRAIN, Dataset.VALIDATION, Dataset.TEST);

    private final Function<String, Path> resolver;
    private final List<String> problems;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final Set<String> own = new LinkedHashSet<>();
    private final boolean table;

    private SetListings(DatasetSpec spec, Function<String, Path> resolver, List<String> problems) {
        this.resolver = resolver;
        this.problems = problems;
        this.table = spec.source() instanceof Manifest;
    }

    /** Lists all files; what cannot be used is added to the problems. */
    static SetListings scan(
            DatasetSpec spec,
            Map<String, String> evaluationSets,
            Function<String, Path> resolver,
            List<String> problems) {
        SetListings sets = new SetListings(spec, resolver, problems);
        sets.addOwn(spec);
        sets.own.addAll(sets.listings.keySet());
        evaluationSets.forEach((name, folder) -> {
            if (OWN_NAMES.contains(name)) {
                problems.add("an evaluation set cannot be called '" + name + "', which is a part of every dataset");
            } else {
                sets.addEvaluationSet(name, folder);
            }
        });
        return sets;
    }

    private void addOwn(DatasetSpec spec) {
        FilePatterns patterns = new FilePatterns(spec.filter());
        if (spec.source() instanceof Split split) {
            own.add(WHOLE);
            addFolders(WHOLE, split.directories(), patterns);
        } else if (spec.source() instanceof Parts parts) {
            own.addAll(List.of(Dataset.TRAIN, Dataset.TEST));
            parts.validation().ifPresent(folder -> own.add(Dataset.VALIDATION));
            addFolders(Dataset.TRAIN, List.of(parts.train()), patterns);
            parts.validation().ifPresent(folder -> addFolders(Dataset.VALIDATION, List.of(folder), patterns));
            addFolders(Dataset.TEST, List.of(parts.test()), patterns);
        } else if (spec.source() instanceof Manifest manifest) {
            listings.putAll(ManifestReader.read(manifest.table(), resolver, problems));
        }
    }

    private void addEvaluationSet(String name, String path) {
        if (!ManifestSpec.isTable(path)) {
            addFolders(name, List.of(path), new FilePatterns(PictureFilter.ALL));
            return;
        }
        Map<String, Listing> read = ManifestReader.read(ManifestSpec.of(path), resolver, problems);
        if (read.containsKey(WHOLE)) {
            listings.put(name, read.getOrDefault(WHOLE, new Listing(Map.of(), 0)));
        } else if (!read.isEmpty()) {
            problems.add(title(name) + ": the table " + path + " has parts, and an evaluation set has none");
        }
    }

    private void addFolders(String set, List<String> folders, FilePatterns patterns) {
        List<String> prefixes = RootNames.of(folders);
        List<Path> earlier = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            Path root = resolver.apply(folders.get(i));
            if (Files.isDirectory(root)) {
                add(set, root, prefixes.get(i), patterns);
                refuseOverlap(set, root, earlier);
            } else {
                problems.add(title(set) + ": the folder " + root + (Files.exists(root) ? " is a file" : " is missing"));
            }
        }
    }

    /** A picture that is found through two folders would stand on both sides of a split. */
    private void refuseOverlap(String set, Path root, List<Path> earlier) {
        try {
            Path real = root.toRealPath();
            earlier.stream()
                    .filter(other -> real.startsWith(other) || other.startsWith(real))
                    .forEach(other -> problems.add(title(set) + ": the folders " + other + " and " + real
                            + " hold the same pictures; name one of them"));
            earlier.add(real);
        } catch (IOException e) {
            problems.add(title(set) + ": the folder " + root + " cannot be read: " + Excerpt.line(e.toString()));
        }
    }

    private void add(String set, Path root, String prefix, FilePatterns patterns) {
        Findings findings = new Findings();
        try {
            listings.merge(set, ClassFolders.scan(root, prefix, patterns, findings), Listing::with);
        } catch (IOException e) {
            findings.add("the folder " + root + " cannot be read: " + Excerpt.line(e.toString()));
        }
        findings.addTo(problems, title(set));
    }

    /** Content of each set whose files could be listed, own ones first. */
    Map<String, Listing> listings() {
        return listings;
    }

    /** Whether a set belongs to the dataset itself. */
    boolean isOwn(String set) {
        return own.contains(set);
    }

    /** The set that models learn from, split or not. */
    String training() {
        return own.contains(WHOLE) ? WHOLE : Dataset.TRAIN;
    }

    /** Whether a table says what belongs to a class, and not folders. */
    boolean isTable(String set) {
        return table && isOwn(set);
    }

    /** Files that are no pictures, in all folders. */
    int ignored() {
        return listings.values().stream().mapToInt(Listing::ignored).sum();
    }

    /** How messages call a set. */
    String title(String set) {
        if (set.equals(WHOLE)) {
            return set;
        }
        return (isOwn(set) ? "part '" : "evaluation set '") + set + "'";
    }
}
