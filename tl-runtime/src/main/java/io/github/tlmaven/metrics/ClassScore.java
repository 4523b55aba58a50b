package io.github.tlmaven.metrics;

/**
 * Scores of one class. A ratio whose denominator is 0 is undefined; its value is then 0, as scikit-learn has it with
 * {@code zero_division=0}, and {@link #support()} or {@link #predicted()} tells.
 *
 * @param name      the class
 * @param support   pictures with this label
 * @param predicted pictures taken for this class
 * @param precision share of the pictures taken for this class that are of it
 * @param recall    share of this class's pictures that were taken for it
 * @param f1        harmonic mean of precision and recall
 */
public record ClassScore(String name, long support, long predicted, double precision, double recall, double f1) {

    static ClassScore of(String name, long support, long predicted, long correct) {
        return new ClassScore(
                name,
                support,
                predicted,
                ratio(correct, predicted),
                ratio(correct, support),
                ratio(2 * correct, support + predicted));
    }

    /** Whether the class occurs at all, as a label or as a prediction. */
    public boolean present() {
        return support > 0 || predicted > 0;
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
