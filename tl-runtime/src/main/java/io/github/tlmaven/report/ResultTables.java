package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Interval;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.Summary.Judged;
import io.github.tlmaven.report.files.Csv;
import io.github.tlmaven.report.files.Decimals;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code results.csv} and {@code costs.csv}. The first holds no time, so that equal runs give equal bytes. */
final class ResultTables {

    private static final String FOLD = "fold";
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
            "test_time_augmentation",
            FOLD);
    private static final List<String> COST_COLUMNS = List.of(
            "experiment",
            "seed",
            "goal",
            "seconds",
            "pictures_per_second",
            "peak_rss_mib",
            "trained_parameters",
            "model_bytes",
            FOLD);
    private static final String MEAN = "mean";

    private ResultTables() {}

    static String results(Results results) {
        List<List<?>> rows = new ArrayList<>();
        for (ExperimentResult result : results.experiments()) {
            for (String set : results.sets()) {
                addRows(rows, result, set);
            }
        }
        return Csv.write(RESULT_COLUMNS, rows);
    }

    /** By seed its folds, then what they come to; at last the mean over seeds. */
    private static void addRows(List<List<?>> rows, ExperimentResult result, String set) {
        Optional<Summary> summary = result.summary(set);
        List<Judged> folds = result.folds().isPresent() ? result.judged(set) : List.of();
        for (long seed : result.seeds()) {
            folds.stream()
                    .filter(each -> each.cell().seed() == seed)
                    .forEach(each -> rows.add(row(
                            result.experiment(),
                            new Name(Long.toString(seed), fold(each.cell())),
                            new Summary(set, List.of(each)))));
            summary.flatMap(all -> all.of(seed))
                    .ifPresent(own -> rows.add(row(result.experiment(), new Name(Long.toString(seed), ""), own)));
        }
        summary.ifPresent(all -> rows.add(row(result.experiment(), new Name(MEAN, ""), all)));
    }

    /** What tells a row from others of its experiment and set. */
    private record Name(String seed, String fold) {}

    private static String fold(CellId cell) {
        return cell.fold().isPresent() ? Integer.toString(cell.fold().getAsInt()) : "";
    }

    private static List<?> row(Experiment experiment, Name name, Summary summary) {
        Interval interval = summary.accuracyInterval();
        return List.of(
                experiment.id(),
                experiment.model().name(),
                experiment.strategy().label(),
                summary.set(),
                name.seed(),
                summary.pictures(),
                Decimals.text(summary.accuracy()),
                Decimals.text(interval.low()),
                Decimals.text(interval.high()),
                Decimals.text(summary.mean(Scores::macroF1)),
                Decimals.text(summary.mean(Scores::correct)),
                Decimals.text(summary.mean(Scores::logLoss)),
                Decimals.text(summary.mean(Scores::macroPrecision)),
                Decimals.text(summary.mean(Scores::macroRecall)),
                experiment.testTimeAugmentation().keyword(),
                name.fold());
    }

    static String costs(Results results) {
        List<List<?>> rows = new ArrayList<>();
        for (CellResult cell : results.cells()) {
            RunFile run = cell.run();
            run.costs()
                    .forEach((goal, cost) -> rows.add(List.of(
                            cell.id().experiment(),
                            cell.id().seed(),
                            goal,
                            Decimals.text(cost.seconds()),
                            Decimals.text(cost.picturesPerSecond()),
                            cost.peakRssMib().isPresent()
                                    ? Decimals.text(cost.peakRssMib().getAsDouble())
                                    : "",
                            run.size().trainedParameters(),
                            run.size().modelBytes(),
                            fold(cell.id()))));
        }
        return Csv.write(COST_COLUMNS, rows);
    }
}
