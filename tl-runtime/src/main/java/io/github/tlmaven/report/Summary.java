package io.github.tlmaven.report;

import io.github.tlmaven.metrics.ConfusionMatrix;
import io.github.tlmaven.metrics.Interval;
import io.github.tlmaven.metrics.Intervals;
import io.github.tlmaven.metrics.Scores;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One experiment on one evaluation set, over the seeds that there are scores for. All seeds are judged on the same
 * pictures.
 *
 * @param set    name of the evaluation set
 * @param seeds  at least one
 * @param scores one a seed, all over the same number of pictures
 */
public record Summary(String set, List<Long> seeds, List<Scores> scores) {

    /** Copies the lists and checks that they fit each other. */
    public Summary {
        seeds = List.copyOf(seeds);
        scores = List.copyOf(scores);
        if (seeds.isEmpty() || seeds.size() != scores.size()) {
            throw new IllegalArgumentException(
                    "need one score a seed, were " + seeds.size() + " seeds and " + scores.size() + " scores");
        }
    }

    /** Number of the set's pictures, each counted once. */
    public long pictures() {
        return scores.get(0).pictures();
    }

    /** Correct pictures, added over seeds. */
    public long correctSum() {
        return scores.stream().mapToLong(Scores::correct).sum();
    }

    /** Pictures judged, added over seeds. */
    public long picturesSum() {
        return scores.stream().mapToLong(Scores::pictures).sum();
    }

    /** Mean accuracy. */
    public double accuracy() {
        return (double) correctSum() / picturesSum();
    }

    /**
     * 95 % Wilson interval of the mean accuracy for as many trials as the set has pictures. The seeds share these
     * pictures, so they add no independent trials; counting them would make the interval too narrow.
     */
    public Interval accuracyInterval() {
        return Intervals.wilson(accuracy(), pictures());
    }

    /** Lowest and highest accuracy of a seed. */
    public Interval accuracyRange() {
        return new Interval(
                scores.stream().mapToDouble(Scores::accuracy).min().orElseThrow(),
                scores.stream().mapToDouble(Scores::accuracy).max().orElseThrow());
    }

    /** Mean over seeds of a score, added in the seeds' order. */
    public double mean(ToDoubleFunction<Scores> score) {
        double sum = 0;
        for (Scores each : scores) {
            sum += score.applyAsDouble(each);
        }
        return sum / scores.size();
    }

    /** Confusion matrices added over seeds: each picture counts once a seed. */
    public ConfusionMatrix confusion() {
        return scores.stream()
                .map(Scores::confusion)
                .reduce(ConfusionMatrix::plus)
                .orElseThrow();
    }
}
