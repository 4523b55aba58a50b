package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.Summary.Judged;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads cells and notes what is not there. */
final class ResultsReader {

    private final Plan plan;
    private final Layout layout;
    private final List<Missing> missing = new ArrayList<>();

    ResultsReader(Plan plan, Layout layout) {
        this.plan = plan;
        this.layout = layout;
    }

    /** What the cells read so far lack. */
    List<Missing> missing() {
        return List.copyOf(missing);
    }

    ExperimentResult read(Experiment experiment) {
        List<CellResult> cells = plan.cells(experiment).stream()
                .flatMap(cell -> read(experiment, cell).stream())
                .toList();
        return new ExperimentResult(experiment, plan.folds(), cells, pooled(experiment, cells));
    }

    private Optional<CellResult> read(Experiment experiment, CellId cell) {
        Layout.Cell files = layout.cell(cell);
        if (!Files.exists(files.run()) || !Files.exists(files.history())) {
            note(cell, "has not been trained", trainer(experiment));
            return Optional.empty();
        }
        RunFile run = RunFile.read(files.run());
        if (!run.model().equals(experiment.model().name())
                || !run.strategy().equals(experiment.strategy().label())) {
            note(
                    cell,
                    "was trained as " + run.model() + ", " + run.strategy() + ", but the plan says "
                            + experiment.model().name() + ", "
                            + experiment.strategy().label(),
                    trainer(experiment));
            return Optional.empty();
        }
        Optional<String> otherSplit = otherSplit(run);
        if (otherSplit.isPresent()) {
            note(cell, otherSplit.get(), trainer(experiment));
            return Optional.empty();
        }
        Map<String, Scores> scores = scores(experiment, cell, OptionalInt.empty(), plan.judgedOn());
        return Optional.of(new CellResult(cell, run, HistoryFile.read(files.history()), scores));
    }

    /** In what the split of a training differs from the plan's, as far as the two tell without the pictures. */
    private Optional<String> otherSplit(RunFile run) {
        for (Map.Entry<String, String> planned : plan.splitFingerprint().entrySet()) {
            String trained = run.fingerprint().getOrDefault(planned.getKey(), "absent");
            if (!trained.equals(planned.getValue())) {
                return Optional.of("was trained with " + planned.getKey() + " " + trained + ", but the plan has "
                        + planned.getValue());
            }
        }
        return Optional.empty();
    }

    /** What the folds of each seed come to on the test part; where a fold has no scores, that was noted already. */
    private List<Judged> pooled(Experiment experiment, List<CellResult> cells) {
        List<Judged> pooled = new ArrayList<>();
        if (plan.folds().isEmpty()) {
            return pooled;
        }
        Set<CellId> bySeed = new LinkedHashSet<>();
        plan.cells(experiment).forEach(cell -> bySeed.add(cell.withoutFold()));
        for (CellId together : bySeed) {
            long judged = cells.stream()
                    .filter(cell -> cell.id().withoutFold().equals(together))
                    .filter(cell -> cell.scores().containsKey(Plan.TEST_SET))
                    .count();
            if (judged == plan.folds().orElse(0)) {
                scores(experiment, together, plan.folds(), List.of(Plan.TEST_SET))
                        .forEach((set, scores) -> pooled.add(new Judged(together, scores)));
            }
        }
        return pooled;
    }

    private Map<String, Scores> scores(Experiment experiment, CellId cell, OptionalInt folds, List<String> sets) {
        Map<String, Scores> scores = new LinkedHashMap<>();
        Layout.Cell files = layout.cell(cell);
        if (!Files.exists(files.metrics())) {
            note(cell, "has not been evaluated", Goal.EVALUATE);
            return scores;
        }
        MetricsFile metrics = MetricsFile.read(files.metrics());
        TestTimeAugmentation planned = experiment.testTimeAugmentation();
        if (metrics.testTimeAugmentation() != planned) {
            note(
                    cell,
                    "was evaluated with test-time augmentation "
                            + metrics.testTimeAugmentation().keyword() + ", but the plan says " + planned.keyword(),
                    Goal.EVALUATE);
            return scores;
        }
        if (!metrics.folds().equals(folds)) {
            note(
                    cell,
                    "was evaluated over " + inWords(metrics.folds()) + ", but the plan has " + inWords(folds),
                    Goal.EVALUATE);
            return scores;
        }
        for (String set : sets) {
            Scores each = metrics.sets().get(set);
            if (each == null) {
                note(cell, "has not been evaluated on " + set, Goal.EVALUATE);
            } else {
                scores.put(set, each);
            }
        }
        return scores;
    }

    private static String inWords(OptionalInt folds) {
        return folds.isPresent() ? folds.getAsInt() + " folds" : "no folds";
    }

    private void note(CellId cell, String reason, Goal goal) {
        missing.add(new Missing(cell, reason, goal));
    }

    private static Goal trainer(Experiment experiment) {
        return experiment.strategy() instanceof Strategy.Extract ? Goal.EXTRACT : Goal.FINETUNE;
    }
}
