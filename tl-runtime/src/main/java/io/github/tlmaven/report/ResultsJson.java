package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Interval;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.Summary.Judged;
import io.github.tlmaven.report.files.Decimals;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.spec.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code results.json}: what {@code results.csv} says, and classes, confusion, gates and what is missing. No times. */
final class ResultsJson {

    private ResultsJson() {}

    static String text(Results results, List<GateOutcome> gates) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("seeds", results.plan().seeds());
        document.put("sets", results.sets());
        document.put(
                "experiments",
                results.experiments().stream()
                        .map(each -> experiment(each, results))
                        .toList());
        document.put("gates", gates.stream().map(ResultsJson::gate).toList());
        document.put("missing", results.missing().stream().map(Missing::text).toList());
        results.plan().folds().ifPresent(folds -> document.put("folds", folds));
        return Json.write(document);
    }

    private static Map<String, Object> experiment(ExperimentResult result, Results results) {
        Map<String, Object> sets = new LinkedHashMap<>();
        for (String set : results.sets()) {
            result.summary(set).ifPresent(summary -> sets.put(set, summary(summary, result)));
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", result.experiment().id());
        members.put("model", result.experiment().model().name());
        members.put("strategy", result.experiment().strategy().label());
        members.put("sets", sets);
        members.put(
                "test_time_augmentation",
                result.experiment().testTimeAugmentation().keyword());
        return members;
    }

    private static Map<String, Object> summary(Summary summary, ExperimentResult result) {
        Map<String, Object> seeds = new LinkedHashMap<>();
        for (long seed : summary.seeds()) {
            summary.of(seed)
                    .ifPresent(own -> seeds.put(
                            Long.toString(seed),
                            own.isByFold()
                                    ? mean(own, Optional.empty())
                                    : MetricsFile.toJson(own.scores().get(0))));
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("mean", mean(summary, Optional.of(summary.seedAccuracyRange())));
        members.put("seeds", seeds);
        if (result.folds().isPresent()) {
            members.put("folds", folds(result.judged(summary.set())));
        }
        return members;
    }

    /** Scores by seed and fold. */
    private static Map<String, Map<String, Object>> folds(List<Judged> judged) {
        Map<String, Map<String, Object>> folds = new LinkedHashMap<>();
        for (Judged each : judged) {
            folds.computeIfAbsent(Long.toString(each.cell().seed()), seed -> new LinkedHashMap<>())
                    .put(Integer.toString(each.cell().fold().orElseThrow()), MetricsFile.toJson(each.scores()));
        }
        return folds;
    }

    /**
     * Means over models.
     *
     * @param seedRange accuracy of the lowest and of the highest seed, where there are several to compare
     */
    private static Map<String, Object> mean(Summary summary, Optional<Interval> seedRange) {
        Interval interval = summary.accuracyInterval();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", summary.pictures());
        members.put("seeds", summary.seeds());
        members.put("correct", Decimals.shortest(summary.mean(Scores::correct)));
        members.put("accuracy", Decimals.shortest(summary.accuracy()));
        members.put("accuracy_low", Decimals.shortest(interval.low()));
        members.put("accuracy_high", Decimals.shortest(interval.high()));
        seedRange.ifPresent(range -> {
            members.put("accuracy_lowest_seed", Decimals.shortest(range.low()));
            members.put("accuracy_highest_seed", Decimals.shortest(range.high()));
        });
        members.put("macro_f1", Decimals.shortest(summary.mean(Scores::macroF1)));
        members.put("macro_precision", Decimals.shortest(summary.mean(Scores::macroPrecision)));
        members.put("macro_recall", Decimals.shortest(summary.mean(Scores::macroRecall)));
        members.put("log_loss", Decimals.shortest(summary.mean(Scores::logLoss)));
        return members;
    }

    private static Map<String, @Nullable Object> gate(GateOutcome outcome) {
        @Nullable
        BigDecimal actual = outcome.actual().isPresent()
                ? Decimals.shortest(outcome.actual().getAsDouble())
                : null;
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("experiment", outcome.gate().experiment());
        members.put("gate", outcome.gate().text());
        members.put("passed", outcome.passed());
        members.put("actual", actual);
        members.put("text", outcome.text());
        return members;
    }
}
