package io.github.tlmaven.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that decides the numbers of a run. What only decides where files lie or how long it takes stands in
 * {@link Workspace}.
 *
 * @param device         what to compute on
 * @param seeds          one training of every experiment for each, in the pom's order; distinct
 * @param dataset        the pictures to learn from and to be judged on
 * @param evaluationSets what every trained model is judged on besides, by name, in the pom's order; paths are relative to
 *                       the project's base directory unless they are absolute or inside of an archive
 * @param audit          what is looked for in the pictures before training
 * @param experiments    in the pom's order; ids are distinct
 * @param gates          what must hold for the build to pass
 */
public record Plan(
        DeviceRequest device,
        List<Long> seeds,
        DatasetSpec dataset,
        Map<String, EvaluationSet> evaluationSets,
        AuditSpec audit,
        List<Experiment> experiments,
        List<Gate> gates) {

    /** Name of the evaluation set that is split off, or given, as the dataset's own test part. */
    public static final String TEST_SET = "test";

    /** Stands for the dataset beside names of evaluation sets, of which none is called so. */
    public static final String DATASET = "dataset";

    /** Copies the collections, keeping their order, and checks that names are distinct, and known where the audit has one. */
    public Plan {
        seeds = List.copyOf(seeds);
        evaluationSets = Collections.unmodifiableMap(new LinkedHashMap<>(evaluationSets));
        experiments = List.copyOf(experiments);
        gates = List.copyOf(gates);
        Checks.require(!seeds.isEmpty(), "seeds", seeds, "at least one");
        Checks.require(seeds.stream().distinct().count() == seeds.size(), "seeds", seeds, "distinct");
        List<String> ids = experiments.stream().map(Experiment::id).toList();
        Checks.require(ids.stream().distinct().count() == ids.size(), "experiment ids", ids, "distinct");
        Checks.require(
                !evaluationSets.containsKey(TEST_SET), "evaluation set", TEST_SET, "another name than the test part's");
        String computing = audit.features().map(AuditSpec.Features::experiment).orElse("");
        boolean computes = experiments.stream()
                .anyMatch(each -> each.id().equals(computing) && each.strategy() instanceof Strategy.Extract);
        Checks.require(computing.isEmpty() || computes, "the audit's features", computing, "of an extract experiment");
    }

    /** The experiment of an id, if there is one. */
    public Optional<Experiment> experiment(String id) {
        return experiments.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    /** The experiment whose network computes the features that the audit compares; absent where it compares none. */
    public Optional<Experiment> audited() {
        return audit.comparedFeatures().flatMap(features -> experiment(features.experiment()));
    }

    /** Every archive that holds pictures: {@value #DATASET}'s first, then those of evaluation sets by name. */
    public Map<String, DatasetArchive> archives() {
        Map<String, DatasetArchive> archives = new LinkedHashMap<>();
        dataset.archive().ifPresent(archive -> archives.put(DATASET, archive));
        evaluationSets.forEach((name, set) -> set.archive().ifPresent(archive -> archives.put(name, archive)));
        return Collections.unmodifiableMap(archives);
    }

    /** Number of folds of a cross-validation; absent where there is a single test part. */
    public OptionalInt folds() {
        return dataset.source().split().folds();
    }

    /**
     * What decides, of the same pictures, which are learned from and which are judged, under the names that the fingerprint
     * of a cell has for it: {@code split.seed}, and {@code split.folds} where there are some.
     */
    public Map<String, String> splitFingerprint() {
        Map<String, String> fingerprint = new LinkedHashMap<>();
        fingerprint.put("split.seed", Long.toString(dataset.source().splitSeed()));
        folds().ifPresent(folds -> fingerprint.put("split.folds", Integer.toString(folds)));
        return Collections.unmodifiableMap(fingerprint);
    }

    /** The trainings of an experiment: by seed, then by fold. */
    public List<CellId> cells(Experiment experiment) {
        List<CellId> cells = new ArrayList<>();
        for (long seed : seeds) {
            if (folds().isEmpty()) {
                cells.add(new CellId(experiment.id(), seed, OptionalInt.empty()));
            }
            for (int fold = 1; fold <= folds().orElse(0); fold++) {
                cells.add(new CellId(experiment.id(), seed, OptionalInt.of(fold)));
            }
        }
        return List.copyOf(cells);
    }

    /** Names of all sets that a model is judged on: the test part first. */
    public List<String> judgedOn() {
        List<String> names = new ArrayList<>();
        names.add(TEST_SET);
        names.addAll(evaluationSets.keySet());
        return List.copyOf(names);
    }
}
