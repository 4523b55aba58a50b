package io.github.tlmaven.train;

/**
 * Cross-entropy of softmax(logits) as torch.nn.CrossEntropyLoss: with label smoothing (Szegedy et al. 2016) the target
 * is (1 − ε) times what was given plus ε / classes on every class. A class's part of the sum counts by its weight, and a
 * picture's part by its own.
 */
public final class CrossEntropy implements Loss {

    /** Plain cross-entropy, which validation and evaluation report. */
    public static final CrossEntropy PLAIN = new CrossEntropy(0);

    private final double labelSmoothing;
    private final ClassFactors factors;

    /**
     * All classes alike.
     *
     * @param labelSmoothing ε in [0, 1)
     */
    public CrossEntropy(double labelSmoothing) {
        this(labelSmoothing, ClassFactors.ALIKE);
    }

    CrossEntropy(double labelSmoothing, ClassFactors factors) {
        this.labelSmoothing = labelSmoothing;
        this.factors = factors;
    }

    @Override
    public Result evaluate(float[] logits, Targets targets, double scale) {
        int classes = logits.length / targets.size();
        float[] gradient = new float[logits.length];
        double sum = 0;
        for (int row = 0; row < targets.size(); row++) {
            int start = row * classes;
            double[] logProbabilities = Softmax.logProbabilities(logits, start, classes);
            double[] weighted = weighted(targets, row, classes);
            double mass = factors.alike() ? targets.weight(row) : sum(weighted);
            for (int k = 0; k < classes; k++) {
                sum -= weighted[k] * logProbabilities[k];
                gradient[start + k] = (float) ((StrictMath.exp(logProbabilities[k]) * mass - weighted[k]) * scale);
            }
        }
        return new Result(sum, gradient);
    }

    private double[] weighted(Targets targets, int row, int classes) {
        double[] weighted = new double[classes];
        for (int k = 0; k < classes; k++) {
            double target = labelSmoothing / classes + (1 - labelSmoothing) * targets.probability(row, k);
            weighted[k] = target * factors.of(k) * targets.weight(row);
        }
        return weighted;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    @Override
    public double divisor(Targets targets) {
        return factors.divisor(targets);
    }
}
