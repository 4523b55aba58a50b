package io.github.tlmaven.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code <evaluationSets>}. */
final class EvaluationSetParser {

    /** The dataset and its parts have these names in messages and files. */
    private static final List<String> RESERVED = List.of(Plan.DATASET, "train", "validation", Plan.TEST_SET);

    private static final List<String> ELEMENTS = List.of(
            DatasetParser.DIRECTORY,
            ManifestParser.MANIFEST,
            ArchiveParser.ZIP,
            ArchiveParser.ARTIFACT,
            DigestParser.SHA256);

    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Map<String, DatasetArchive> archives = new LinkedHashMap<>();

    private EvaluationSetParser() {}

    /** Reads all sets; what is wrong is noted. */
    static EvaluationSetParser parse(Section sets) {
        EvaluationSetParser parser = new EvaluationSetParser();
        for (String name : sets.entries()) {
            if (RESERVED.contains(name)) {
                sets.problem(name, "is the name of a part of the dataset; choose another");
            } else if (!Experiment.ID.matcher(name).matches()) {
                sets.problem(name, Words.ID_FORM);
            } else {
                parser.add(sets, name);
            }
        }
        return parser;
    }

    /** Folders and tables by name. */
    Map<String, String> paths() {
        return paths;
    }

    /** What holds them, by name, of those that lie in an archive. */
    Map<String, DatasetArchive> archives() {
        return archives;
    }

    private void add(Section sets, String name) {
        boolean longForm = sets.child(name).filter(c -> !c.children().isEmpty()).isPresent();
        if (!longForm) {
            paths.put(name, sets.text(name).orElse(""));
            return;
        }
        Section set = sets.section(name);
        set.allow(ELEMENTS);
        ArchiveParser.parse(set).ifPresent(archive -> archives.put(name, archive));
        paths.put(name, path(set));
    }

    private static String path(Section set) {
        if (set.has(ManifestParser.MANIFEST)) {
            set.refuse(DatasetParser.DIRECTORY, "beside <manifest>");
            return inside(set, ManifestParser.MANIFEST, table(set));
        }
        if (ArchiveParser.isGiven(set)) {
            Optional<String> directory = set.text(DatasetParser.DIRECTORY);
            return inside(set, DatasetParser.DIRECTORY, directory.orElse(ArchiveParser.ROOT));
        }
        return set.required(DatasetParser.DIRECTORY, "name the folder with one folder of pictures for each class");
    }

    private static String table(Section set) {
        String file = set.text(ManifestParser.MANIFEST).orElse("");
        if (set.sound(ManifestParser.MANIFEST) && !ManifestSpec.isTable(file)) {
            set.problem(ManifestParser.MANIFEST, "must end in .csv, was " + Section.quoted(file));
        }
        return file;
    }

    private static String inside(Section set, String element, String path) {
        if (ArchiveParser.isGiven(set)) {
            ArchiveParser.requireInside(set, element, path);
        }
        return path;
    }
}
