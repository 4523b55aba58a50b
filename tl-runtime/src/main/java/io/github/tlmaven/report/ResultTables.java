package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Interval;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.Csv;
import io.github.tlmaven.report.files.Decimals;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.Experiment;
import java.util.ArrayList;
import java.util.List;

/** {@code results.csv} and {@code costs.csv}. The first holds no time, so that equal runs give equal bytes. */
final class ResultTables {

    private static final List<String> RESULT_COLUMNS = List.of(
            "experiment",
            "model",
            "strategy",
            "set",
            "seed",
            "pictures",
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "macro_f1",
            "correct",
            "log_loss",
            "macro_precision",
            "macro_recall",
            "test_time_augmentation");
    private static final List<String> COST_COLUMNS = List.of(
            "experiment",
            "seed",
            "goal",
            "seconds",
            "pictures_per_second",
            "peak_rss_mib",
            "trained_parameters",
            "model_bytes");
    private static final String MEAN = "mean";

    private ResultTables() {}

    static String results(Results results) {
        List<List<?>> rows = new ArrayList<>();
        for (ExperimentResult result : results.experiments()) {
            for (String set : results.sets()) {
                result.summary(set).ifPresent(summary -> {
                    for (int i = 0; i < summary.seeds().size(); i++) {
                        String seed = summary.seeds().get(i).toString();
                        rows.add(row(result.experiment(), seed, one(summary, i)));
                    }
                    rows.add(row(result.experiment(), MEAN, summary));
                });
            }
        }
        return Csv.write(RESULT_COLUMNS, rows);
    }

    /** A mean over one seed is that seed's score. */
    private static Summary one(Summary summary, int index) {
        return new Summary(
                summary.set(),
                List.of(summary.seeds().get(index)),
                List.of(summary.scores().get(index)));
    }

    private static List<?> row(Experiment experiment, String seed, Summary summary) {
        Interval interval = summary.accuracyInterval();
        return List.of(
                experiment.id(),
                experiment.model().name(),
                experiment.strategy().label(),
                summary.set(),
                seed,
                summary.pictures(),
                Decimals.text(summary.accuracy()),
                Decimals.text(interval.low()),
                Decimals.text(interval.high()),
                Decimals.text(summary.mean(Scores::macroF1)),
                Decimals.text(summary.mean(Scores::correct)),
                Decimals.text(summary.mean(Scores::logLoss)),
                Decimals.text(summary.mean(Scores::macroPrecision)),
                Decimals.text(summary.mean(Scores::macroRecall)),
                experiment.testTimeAugmentation().keyword());
    }

    static String costs(Results results) {
        List<List<?>> rows = new ArrayList<>();
        for (CellResult cell : results.cells()) {
            RunFile run = cell.run();
            run.costs()
                    .forEach((goal, cost) -> rows.add(List.of(
                            run.experiment(),
                            run.seed(),
                            goal,
                            Decimals.text(cost.seconds()),
                            Decimals.text(cost.picturesPerSecond()),
                            cost.peakRssMib().isPresent()
                                    ? Decimals.text(cost.peakRssMib().getAsDouble())
                                    : "",
                            run.size().trainedParameters(),
                            run.size().modelBytes())));
        }
        return Csv.write(COST_COLUMNS, rows);
    }
}
