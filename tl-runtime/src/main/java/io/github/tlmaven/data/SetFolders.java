package io.github.tlmaven.data;

import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Parts;
import io.github.tlmaven.spec.DatasetSpec.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The folders of a dataset by the name of their set: one called {@value #WHOLE} that will be split, or one for each
 * part; then the evaluation sets.
 *
 * @param own        sets that belong to the dataset itself
 * @param folders    content of each set whose folder could be read, own ones first
 */
record SetFolders(Set<String> own, Map<String, ClassFolders> folders) {

    /** Name of the folder that will be split. */
    static final String WHOLE = "dataset";

    /** Lists all folders; what cannot be read is added to the problems. */
    static SetFolders scan(
            DatasetSpec spec,
            Map<String, String> evaluationSets,
            Function<String, Path> resolver,
            List<String> problems) {
        Map<String, String> named = ownFolders(spec.source());
        SetFolders sets = new SetFolders(Set.copyOf(named.keySet()), new LinkedHashMap<>());
        evaluationSets.forEach((name, folder) -> {
            if (List.of(WHOLE, Dataset.TRAIN, Dataset.VALIDATION, Dataset.TEST).contains(name)) {
                problems.add("an evaluation set cannot be called '" + name + "', which is a part of every dataset");
            } else {
                named.put(name, folder);
            }
        });
        named.forEach((set, folder) -> sets.add(set, resolver.apply(folder), problems));
        return sets;
    }

    private static Map<String, String> ownFolders(DatasetSpec.Source source) {
        Map<String, String> folders = new LinkedHashMap<>();
        if (source instanceof Split split) {
            folders.put(WHOLE, split.directory());
        } else if (source instanceof Parts parts) {
            folders.put(Dataset.TRAIN, parts.train());
            parts.validation().ifPresent(folder -> folders.put(Dataset.VALIDATION, folder));
            folders.put(Dataset.TEST, parts.test());
        }
        return folders;
    }

    private void add(String set, Path root, List<String> problems) {
        if (!Files.isDirectory(root)) {
            problems.add(title(set) + ": the folder " + root + (Files.exists(root) ? " is a file" : " is missing"));
            return;
        }
        try {
            folders.put(set, ClassFolders.scan(root));
        } catch (IOException e) {
            problems.add(title(set) + ": the folder " + root + " cannot be read: " + e);
        }
    }

    /** Files that are no pictures, in all folders. */
    int ignored() {
        return folders.values().stream().mapToInt(ClassFolders::ignored).sum();
    }

    /** How messages call a set. */
    String title(String set) {
        if (set.equals(WHOLE)) {
            return set;
        }
        return (own.contains(set) ? "part '" : "evaluation set '") + set + "'";
    }
}
