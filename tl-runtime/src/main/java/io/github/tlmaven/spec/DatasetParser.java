package io.github.tlmaven.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code <dataset>} and {@code <evaluationSets>}. */
final class DatasetParser {

    /** The dataset and its parts have these names in messages and files. */
    private static final List<String> RESERVED_SETS = List.of("dataset", "train", "validation", Plan.TEST_SET);

    private static final String DIRECTORY = "directory";
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";
    private static final String SPLIT = "split";

    private DatasetParser() {}

    static DatasetSpec parse(Section dataset) {
        dataset.allow(List.of(DIRECTORY, TRAIN, VALIDATION, TEST, SPLIT, "corrupt", AuditParser.AUDIT));
        DatasetSpec.Source source = dataset.has(TRAIN) ? parts(dataset) : split(dataset);
        DatasetSpec.Corrupt corrupt = dataset.word(
                        "corrupt", Words.of(DatasetSpec.Corrupt.values(), DatasetSpec.Corrupt::keyword))
                .orElse(DatasetSpec.Corrupt.FAIL);
        return new DatasetSpec(source, corrupt);
    }

    private static DatasetSpec.Source split(Section dataset) {
        String directory = dataset.required(
                DIRECTORY, "name the folder with one folder of pictures for each class, or name <train> and <test>");
        dataset.refuse(VALIDATION, "without <train>");
        dataset.refuse(TEST, "without <train>");
        Section split = dataset.section(SPLIT);
        split.allow(List.of(VALIDATION, TEST, "seed"));
        double validation = split.real(VALIDATION, Range.SHARE, Defaults.VALIDATION_SHARE);
        double test = split.real(TEST, Range.SHARE, Defaults.TEST_SHARE);
        if (validation + test >= 1) {
            split.problem(
                    TEST,
                    "leaves nothing to train on: <validation> " + validation + " and <test> " + test
                            + " must be below 1 together");
            validation = Defaults.VALIDATION_SHARE;
            test = Defaults.TEST_SHARE;
        }
        return new DatasetSpec.Split(directory, validation, test, split.wholeLong("seed", Defaults.SPLIT_SEED));
    }

    private static DatasetSpec.Source parts(Section dataset) {
        dataset.refuse(DIRECTORY, "beside <train>");
        String train = dataset.required(TRAIN, "name the folder to train on");
        String test = dataset.required(TEST, "name the folder that models are judged on");
        Section split = dataset.section(SPLIT);
        split.allow(List.of(VALIDATION, TEST, "seed"));
        split.refuse(TEST, "where <dataset><test> names a folder");
        if (dataset.has(VALIDATION)) {
            split.refuse(VALIDATION, "where <dataset><validation> names a folder");
            split.refuse("seed", "where <dataset><validation> names a folder");
        }
        double share = split.real(VALIDATION, Range.SHARE, Defaults.VALIDATION_SHARE);
        return new DatasetSpec.Parts(
                train, dataset.text(VALIDATION), test, share, split.wholeLong("seed", Defaults.SPLIT_SEED));
    }

    static Map<String, String> evaluationSets(Section sets) {
        Map<String, String> folders = new LinkedHashMap<>();
        for (String name : sets.entries()) {
            if (RESERVED_SETS.contains(name)) {
                sets.problem(name, "is the name of a part of the dataset; choose another");
            } else if (!Experiment.ID.matcher(name).matches()) {
                sets.problem(name, Words.ID_FORM);
            } else {
                folders.put(name, folder(sets, name));
            }
        }
        return folders;
    }

    private static String folder(Section sets, String name) {
        boolean longForm = sets.child(name).filter(c -> !c.children().isEmpty()).isPresent();
        if (!longForm) {
            return sets.text(name).orElse("");
        }
        Section set = sets.section(name);
        set.allow(List.of(DIRECTORY));
        return set.required(DIRECTORY, "name the folder with one folder of pictures for each class");
    }
}
