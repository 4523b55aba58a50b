package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        List<CellResult> cells = plan.seeds().stream()
                .flatMap(seed -> read(experiment, seed).stream())
                .toList();
        return new ExperimentResult(experiment, cells);
    }

    private Optional<CellResult> read(Experiment experiment, long seed) {
        Layout.Cell files = layout.cell(experiment.id(), seed);
        if (!Files.exists(files.run()) || !Files.exists(files.history())) {
            note(experiment, seed, "has not been trained", trainer(experiment));
            return Optional.empty();
        }
        RunFile run = RunFile.read(files.run());
        if (!run.model().equals(experiment.model().name())
                || !run.strategy().equals(experiment.strategy().label())) {
            note(
                    experiment,
                    seed,
                    "was trained as " + run.model() + ", " + run.strategy() + ", but the plan says "
                            + experiment.model().name() + ", "
                            + experiment.strategy().label(),
                    trainer(experiment));
            return Optional.empty();
        }
        return Optional.of(
                new CellResult(seed, run, HistoryFile.read(files.history()), scores(experiment, seed, files)));
    }

    private Map<String, Scores> scores(Experiment experiment, long seed, Layout.Cell files) {
        Map<String, Scores> scores = new LinkedHashMap<>();
        if (!Files.exists(files.metrics())) {
            note(experiment, seed, "has not been evaluated", Goal.EVALUATE);
            return scores;
        }
        MetricsFile metrics = MetricsFile.read(files.metrics());
        TestTimeAugmentation planned = experiment.testTimeAugmentation();
        if (metrics.testTimeAugmentation() != planned) {
            note(
                    experiment,
                    seed,
                    "was evaluated with test-time augmentation "
                            + metrics.testTimeAugmentation().keyword() + ", but the plan says " + planned.keyword(),
                    Goal.EVALUATE);
            return scores;
        }
        Map<String, Scores> all = metrics.sets();
        for (String set : plan.judgedOn()) {
            Scores each = all.get(set);
            if (each == null) {
                note(experiment, seed, "has not been evaluated on " + set, Goal.EVALUATE);
            } else {
                scores.put(set, each);
            }
        }
        return scores;
    }

    private void note(Experiment experiment, long seed, String reason, Goal goal) {
        missing.add(new Missing(experiment.id(), seed, reason, goal));
    }

    private static Goal trainer(Experiment experiment) {
        return experiment.strategy() instanceof Strategy.Extract ? Goal.EXTRACT : Goal.FINETUNE;
    }
}
