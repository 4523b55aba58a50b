package io.github.tlmaven.report;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.Summary.Judged;
import io.github.tlmaven.report.files.DatasetFile;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All results of a plan that are there, and what is not.
 *
 * @param plan        what was asked for
 * @param experiments every experiment of the plan, in its order
 * @param missing     cells and sets without results, in the plan's order
 * @param dataset     the pictures, where a run has told of them
 * @param audit       what was found of the pictures, where they were looked at
 */
public record Results(
        Plan plan,
        List<ExperimentResult> experiments,
        List<Missing> missing,
        Optional<DatasetFile> dataset,
        Optional<DataAudit> audit) {

    /** Copies the lists. */
    public Results {
        experiments = List.copyOf(experiments);
        missing = List.copyOf(missing);
    }

    /**
     * Collects the results of every experiment and seed.
     *
     * @throws DataException if there is not a single trained cell, if a file is damaged, or if cells were judged on
     *                       different pictures
     */
    public static Results read(Plan plan, Layout layout) {
        ResultsReader reader = new ResultsReader(plan, layout);
        List<ExperimentResult> experiments =
                plan.experiments().stream().map(reader::read).toList();
        if (experiments.stream().allMatch(each -> each.cells().isEmpty())) {
            throw new DataException(
                    "There is nothing to report in " + layout.root() + ": "
                            + reader.missing().stream()
                                    .map(Missing::text)
                                    .findFirst()
                                    .orElse("the plan is empty."),
                    "run mvn tl:extract tl:finetune, then mvn tl:evaluate first.");
        }
        Results results = new Results(plan, experiments, reader.missing(), dataset(layout), DataAudit.read(layout));
        results.checkComparable();
        return results;
    }

    private static Optional<DatasetFile> dataset(Layout layout) {
        return Files.exists(layout.dataset()) ? Optional.of(DatasetFile.read(layout.dataset())) : Optional.empty();
    }

    /** The result of an experiment, if the plan has it. */
    public Optional<ExperimentResult> experiment(String id) {
        return experiments.stream()
                .filter(each -> each.experiment().id().equals(id))
                .findFirst();
    }

    /** Names of the sets that at least one seed of an experiment has scores on, in the plan's order. */
    public List<String> sets() {
        return plan.judgedOn().stream()
                .filter(set ->
                        experiments.stream().anyMatch(each -> each.summary(set).isPresent()))
                .toList();
    }

    /** A set's number of pictures, which is equal in all cells. */
    public long pictures(String set) {
        return experiments.stream()
                .flatMap(each -> each.summary(set).stream())
                .mapToLong(Summary::pictures)
                .findFirst()
                .orElse(0);
    }

    /** All cells, in the plan's order. */
    public List<CellResult> cells() {
        return experiments.stream().flatMap(each -> each.cells().stream()).toList();
    }

    /** A set has the same pictures for all, and so has a fold. */
    private void checkComparable() {
        Map<List<?>, Judged> first = new HashMap<>();
        for (ExperimentResult experiment : experiments) {
            for (String set : plan.judgedOn()) {
                List<Judged> all = new ArrayList<>(experiment.judged(set));
                all.addAll(set.equals(Plan.TEST_SET) ? experiment.pooled() : List.of());
                for (Judged each : all) {
                    OptionalInt part = set.equals(Plan.TEST_SET) ? each.cell().fold() : OptionalInt.empty();
                    requireEqual(set, first.computeIfAbsent(List.of(set, part), key -> each), each);
                }
            }
        }
    }

    private static void requireEqual(String set, Judged one, Judged other) {
        if (!supports(one.scores()).equals(supports(other.scores()))) {
            throw new DataException(
                    "The set '" + set + "' differs between cells: pictures by class are " + supports(one.scores())
                            + " for " + one.cell().text() + " and " + supports(other.scores()) + " for "
                            + other.cell().text() + ".",
                    "run mvn tl:extract tl:finetune tl:evaluate again, so that all are judged on the same pictures.");
        }
    }

    private static Map<String, Long> supports(Scores scores) {
        Map<String, Long> supports = new LinkedHashMap<>();
        scores.classes().forEach(each -> supports.put(each.name(), each.support()));
        return supports;
    }
}
