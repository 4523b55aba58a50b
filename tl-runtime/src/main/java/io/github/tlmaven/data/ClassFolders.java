package io.github.tlmaven.data;

import io.github.tlmaven.data.Listing.Found;
import io.github.tlmaven.failure.Excerpt;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files under a folder that holds one folder a class. Folders inside of a class are part of it. Symbolic links are
 * followed as far as they stay inside of the folder: what lies elsewhere is not there on the next machine. Nothing is
 * opened, so that a pipe cannot stop a build.
 */
final class ClassFolders {

    private final Path realRoot;
    private final String prefix;
    private final FilePatterns patterns;
    private final Findings findings;
    private final Map<String, List<Found>> classes = new TreeMap<>(Names.BY_CODE_POINT);
    /** Folders that the links on the way lead to. */
    private final Set<Path> entered = new HashSet<>();

    private int ignored;

    private ClassFolders(Path root, String prefix, FilePatterns patterns, Findings findings) throws IOException {
        this.realRoot = root.toRealPath();
        this.prefix = prefix;
        this.patterns = patterns;
        this.findings = findings;
    }

    /**
     * Lists a folder.
     *
     * @param prefix   begins the paths; empty, or ends with '/'
     * @param findings get what cannot be used inside of it
     * @throws IOException if it is missing
     */
    static Listing scan(Path root, String prefix, FilePatterns patterns, Findings findings) throws IOException {
        ClassFolders folders = new ClassFolders(root, prefix, patterns, findings);
        folders.walk(root, "");
        return new Listing(folders.classes, folders.ignored);
    }

    /** Lists what is in a folder, whose own path from the root is empty or ends with '/'. */
    private void walk(Path folder, String above) {
        for (Path entry : children(folder)) {
            String name = String.valueOf(entry.getFileName());
            String path = above + name;
            if (!FilePatterns.isHidden(name) && !patterns.excludes(path)) {
                visit(entry, path);
            }
        }
    }

    private List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(children::add);
        } catch (IOException | DirectoryIteratorException e) {
            boolean forbidden = e instanceof AccessDeniedException;
            findings.add("the folder " + shown(folder) + " cannot be read: "
                    + (forbidden ? "its permissions forbid it" : Excerpt.line(e.toString())));
        }
        return children;
    }

    private void visit(Path entry, String path) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                follow(entry, path);
            } else {
                visit(entry, path, attributes);
            }
        } catch (IOException e) {
            findings.add(shown(entry) + " cannot be looked at: " + e);
        }
    }

    private void visit(Path entry, String path, BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            if (path.indexOf('/') < 0) {
                classes.put(path, new ArrayList<>());
            }
            walk(entry, path + "/");
        } else if (!isPicture(path)) {
            ignored++;
        } else if (attributes.isRegularFile()) {
            add(entry, path);
        } else {
            findings.add(shown(entry) + " is no file but a pipe, socket or device");
        }
    }

    private void follow(Path link, String path) throws IOException {
        boolean folder = Files.isDirectory(link);
        if (!folder && !isPicture(path)) {
            ignored++;
            return;
        }
        if (!Files.exists(link)) {
            findings.add(
                    shown(link) + " is a symbolic link to what is not there, " + shown(Files.readSymbolicLink(link)));
            return;
        }
        Path target = link.toRealPath();
        if (!target.startsWith(realRoot)) {
            findings.add(shown(link) + " is a symbolic link that leads out of the folder, to " + shown(target));
        } else if (folder && (link.resolveSibling(".").toRealPath().startsWith(target) || !entered.add(target))) {
            findings.add(shown(link) + " is a symbolic link to a folder that holds it, " + shown(target));
        } else {
            visit(link, path, Files.readAttributes(link, BasicFileAttributes.class));
            entered.remove(target);
        }
    }

    private void add(Path entry, String path) {
        int end = path.indexOf('/');
        if (end < 0 || !patterns.includes(path)) {
            ignored++;
            return;
        }
        classes.computeIfAbsent(path.substring(0, end), unused -> new ArrayList<>())
                .add(new Found(prefix + path, entry));
    }

    private static boolean isPicture(String path) {
        return PictureFormat.EXTENSIONS.contains(extension(path));
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String shown(Path path) {
        return Excerpt.line(path.toString());
    }
}
