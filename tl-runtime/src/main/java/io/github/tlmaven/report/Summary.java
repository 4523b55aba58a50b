package io.github.tlmaven.report;

import io.github.tlmaven.metrics.ConfusionMatrix;
import io.github.tlmaven.metrics.Interval;
import io.github.tlmaven.metrics.Intervals;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.spec.CellId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One experiment on one evaluation set, over the models that there are scores for. All are judged on the same pictures.
 * Of a cross-validation, the folds of a seed count on the test part as one model, whose scores are pooled.
 *
 * @param set    name of the evaluation set
 * @param judged at least one, by seed, all over the same number of pictures
 */
public record Summary(String set, List<Judged> judged) {

    /** Copies the list and checks that there is something to sum up. */
    public Summary {
        judged = List.copyOf(judged);
        if (judged.isEmpty()) {
            throw new IllegalArgumentException("a summary needs scores");
        }
    }

    /**
     * A model's scores.
     *
     * @param cell that was judged; without a fold for pooled ones
     */
    public record Judged(CellId cell, Scores scores) {}

    /** Seeds that there are scores of, each once. */
    public List<Long> seeds() {
        return judged.stream().map(each -> each.cell().seed()).distinct().toList();
    }

    /** One a model. */
    public List<Scores> scores() {
        return judged.stream().map(Judged::scores).toList();
    }

    /** Whether single models of folds were judged, and not seeds. */
    public boolean isByFold() {
        return judged.get(0).cell().fold().isPresent();
    }

    /** The models of a seed alone; absent where there is none. */
    public Optional<Summary> of(long seed) {
        List<Judged> own =
                judged.stream().filter(each -> each.cell().seed() == seed).toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(new Summary(set, own));
    }

    /** Number of the set's pictures, each counted once. */
    public long pictures() {
        return judged.get(0).scores().pictures();
    }

    /** Correct pictures, added over models. */
    public long correctSum() {
        return scores().stream().mapToLong(Scores::correct).sum();
    }

    /** Pictures judged, added over models. */
    public long picturesSum() {
        return scores().stream().mapToLong(Scores::pictures).sum();
    }

    /** Mean accuracy. */
    public double accuracy() {
        return (double) correctSum() / picturesSum();
    }

    /**
     * 95 % Wilson interval of the mean accuracy for as many trials as the set has pictures. The models share
     * these pictures, so they add no independent trials; counting them would make the interval too narrow.
     */
    public Interval accuracyInterval() {
        return Intervals.wilson(accuracy(), pictures());
    }

    /** Lowest and highest accuracy of a model. */
    public Interval accuracyRange() {
        return new Interval(
                scores().stream().mapToDouble(Scores::accuracy).min().orElseThrow(),
                scores().stream().mapToDouble(Scores::accuracy).max().orElseThrow());
    }

    /** Lowest and highest accuracy of a seed: of a seed's several models their mean. */
    public Interval seedAccuracyRange() {
        List<Double> means = seeds().stream()
                .flatMap(seed -> of(seed).stream())
                .map(Summary::accuracy)
                .toList();
        return new Interval(Collections.min(means), Collections.max(means));
    }

    /** Mean over models of a score, added in their order. */
    public double mean(ToDoubleFunction<Scores> score) {
        double sum = 0;
        for (Scores each : scores()) {
            sum += score.applyAsDouble(each);
        }
        return sum / judged.size();
    }

    /** Confusion matrices added over models: each picture counts once a model. */
    public ConfusionMatrix confusion() {
        return scores().stream()
                .map(Scores::confusion)
                .reduce(ConfusionMatrix::plus)
                .orElseThrow();
    }
}
