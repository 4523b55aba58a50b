package io.github.tlmaven.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of one set, before any of them is opened.
 *
 * @param classes files by class, both in order of code points
 * @param ignored files that have no picture's extension, or lie outside of every class
 */
record Listing(Map<String, List<Found>> classes, int ignored) {

    /** Copies the map. */
    Listing {
        Map<String, List<Found>> copy = new TreeMap<>(Names.BY_CODE_POINT);
        classes.forEach((name, files) -> {
            List<Found> sorted = new ArrayList<>(files);
            sorted.sort(Comparator.comparing(Found::path, Names.BY_CODE_POINT));
            copy.put(name, Collections.unmodifiableList(sorted));
        });
        classes = Collections.unmodifiableMap(copy);
    }

    /**
     * A file that is meant to be a picture.
     *
     * @param path   relative to the folder of all classes, with '/'
     * @param group  what it must not be parted from; empty where nothing is said
     * @param weight in the training loss, above 0
     */
    record Found(String path, Path file, String group, double weight) {
        /** A file of which nothing is said. */
        Found(String path, Path file) {
            this(path, file, "", 1);
        }
    }

    /** Both together; classes of one name are one. */
    Listing with(Listing other) {
        Map<String, List<Found>> all = new TreeMap<>(Names.BY_CODE_POINT);
        classes.forEach((name, files) -> all.put(name, new ArrayList<>(files)));
        other.classes.forEach((name, files) ->
                all.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(files));
        return new Listing(all, ignored + other.ignored);
    }

    /** Whether something is said of a picture's group. */
    boolean hasGroups() {
        return classes.values().stream()
                .flatMap(List::stream)
                .anyMatch(found -> !found.group().isEmpty());
    }
}
