package io.github.tlmaven.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files under a folder that holds one folder a class. Folders inside of a class are part of it; hidden files and
 * folders (a name that begins with '.') do not count.
 *
 * @param classes files by class, both in order of code points
 * @param ignored files that have no picture's extension, or lie outside of every class
 */
record ClassFolders(Map<String, List<Found>> classes, int ignored) {

    /** Copies the map. */
    ClassFolders {
        Map<String, List<Found>> copy = new TreeMap<>(Names.BY_CODE_POINT);
        classes.forEach((name, files) -> copy.put(name, List.copyOf(files)));
        classes = Collections.unmodifiableMap(copy);
    }

    /**
     * A file that is meant to be a picture.
     *
     * @param path relative to the folder of all classes, with '/'
     */
    record Found(String path, Path file) {}

    /**
     * Lists a folder.
     *
     * @throws IOException if it is missing or cannot be read
     */
    static ClassFolders scan(Path root) throws IOException {
        Map<String, List<Found>> classes = new TreeMap<>(Names.BY_CODE_POINT);
        int ignored = 0;
        for (Path entry : children(root)) {
            if (Files.isDirectory(entry)) {
                List<Found> pictures = new ArrayList<>();
                ignored += walk(root, entry, pictures);
                pictures.sort((a, b) -> Names.BY_CODE_POINT.compare(a.path(), b.path()));
                classes.put(String.valueOf(entry.getFileName()), pictures);
            } else {
                ignored++;
            }
        }
        return new ClassFolders(classes, ignored);
    }

    private static List<Path> children(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> !isHidden(entry)).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static int walk(Path root, Path folder, List<Found> pictures) throws IOException {
        int ignored = 0;
        try (Stream<Path> entries = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) entries::iterator) {
                Path relative = root.relativize(file);
                if (Files.isDirectory(file) || anyHidden(relative)) {
                    continue;
                }
                if (PictureFormat.EXTENSIONS.contains(extension(file))) {
                    pictures.add(new Found(slashed(relative), file));
                } else {
                    ignored++;
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return ignored;
    }

    private static boolean anyHidden(Path relative) {
        for (Path name : relative) {
            if (isHidden(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    private static String extension(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String slashed(Path relative) {
        List<String> names = new ArrayList<>();
        relative.forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }
}
