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

    private EvaluationSetParser() {}

    /** All sets by name, in the order of the pom; what is wrong is noted. */
    static Map<String, EvaluationSet> parse(Section sets) {
        Map<String, EvaluationSet> found = new LinkedHashMap<>();
        for (String name : sets.entries()) {
            if (RESERVED.contains(name)) {
                sets.problem(name, "is the name of a part of the dataset; choose another");
            } else if (!Experiment.ID.matcher(name).matches()) {
                sets.problem(name, Words.ID_FORM);
            } else {
                found.put(name, set(sets, name));
            }
        }
        return found;
    }

    private static EvaluationSet set(Section sets, String name) {
        boolean longForm = sets.child(name).filter(c -> !c.children().isEmpty()).isPresent();
        if (!longForm) {
            return EvaluationSet.at(sets.text(name).orElse(""));
        }
        Section set = sets.section(name);
        set.allow(ELEMENTS);
        Optional<DatasetArchive> archive = ArchiveParser.parse(set);
        return new EvaluationSet(path(set), archive);
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
