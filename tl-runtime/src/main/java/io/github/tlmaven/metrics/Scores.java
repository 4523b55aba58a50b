package io.github.tlmaven.metrics;

import io.github.tlmaven.failure.DataException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well one model does on one set of pictures. All figures but the loss follow from the confusion matrix, so they
 * cannot contradict each other.
 *
 * @param confusion of at least one picture
 * @param logLoss   mean of −ln(probability of the label), in nats; finite, 0 or more
 */
public record Scores(ConfusionMatrix confusion, double logLoss) {

    /**
     * Probabilities are clipped to [ε, 1 − ε] before the logarithm, ε being the distance from 1 to the next float
     * (2⁻²³), as scikit-learn's {@code log_loss} does for single precision.
     */
    private static final double CLIP = Math.ulp(1f);

    /** Checks that there is something to score. */
    public Scores {
        if (confusion.pictures() < 1) {
            throw new IllegalArgumentException("scores need at least one picture");
        }
        if (!(logLoss >= 0 && Double.isFinite(logLoss))) {
            throw new IllegalArgumentException("log loss must be finite and 0 or more, was " + logLoss);
        }
    }

    /**
     * Scores a model's output.
     *
     * @param classes       names by index
     * @param labels        N true classes, as indices
     * @param probabilities N × classes, each row a distribution
     * @throws DataException if a probability is not a number from 0 to 1
     */
    public static Scores of(List<String> classes, int[] labels, float[][] probabilities) {
        int[] predicted = new int[probabilities.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = mostProbable(probabilities[i]);
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(classes, labels, predicted);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double p = Math.min(Math.max(probabilities[i][labels[i]], CLIP), 1 - CLIP);
            // Math.log may differ in its last bit from one JVM to another.
            sum -= StrictMath.log(p);
        }
        return new Scores(confusion, sum / Math.max(labels.length, 1));
    }

    /**
     * Index of the largest probability; the first of equal ones.
     *
     * @throws DataException if a probability is not a number from 0 to 1
     */
    public static int mostProbable(float[] probabilities) {
        int best = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new DataException(
                        "The model gives class " + i + " the probability " + probabilities[i]
                                + "; expected a number from 0 to 1.",
                        "train again with a smaller learning rate: the weights have become useless.");
            }
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Number of pictures. */
    public long pictures() {
        return confusion.pictures();
    }

    /** Pictures whose most probable class is the label. */
    public long correct() {
        return confusion.correct();
    }

    /** Share of correct pictures, in [0, 1]. */
    public double accuracy() {
        return (double) correct() / pictures();
    }

    /** 95 % Wilson interval of the accuracy. */
    public Interval accuracyInterval() {
        return Intervals.wilson(correct(), pictures());
    }

    /** Scores by class, in the order of the names. */
    public List<ClassScore> classes() {
        return confusion.classScores();
    }

    /** Unweighted mean of the classes' precision; see {@link #macroF1()}. */
    public double macroPrecision() {
        return macro(ClassScore::precision);
    }

    /** Unweighted mean of the classes' recall; see {@link #macroF1()}. */
    public double macroRecall() {
        return macro(ClassScore::recall);
    }

    /**
     * Unweighted mean of the classes' F1. As in scikit-learn, the mean runs over the classes that occur in this set as
     * a label or as a prediction: a class that is only predicted counts with 0, one that does not occur at all does not
     * count.
     */
    public double macroF1() {
        return macro(ClassScore::f1);
    }

    private double macro(ToDoubleFunction<ClassScore> score) {
        double sum = 0;
        int present = 0;
        for (ClassScore each : classes()) {
            if (each.present()) {
                sum += score.applyAsDouble(each);
                present++;
            }
        }
        return sum / present;
    }
}
