package io.github.tlmaven.train;

/**
 * Cross-entropy of softmax(logits) with label smoothing (Szegedy et al. 2016), as torch.nn.CrossEntropyLoss: the target
 * is (1 − ε) on the label plus ε / classes on every class. Computed in double from the logits, with its gradient, so
 * that no graph hangs on numbers in Java memory.
 *
 * @param labelSmoothing ε in [0, 1)
 */
public record CrossEntropy(double labelSmoothing) {

    /** Plain cross-entropy, which validation and evaluation report. */
    public static final CrossEntropy PLAIN = new CrossEntropy(0);

    /** Loss of some pictures and its gradient. A class, since a record would compare the array by identity. */
    public static final class Result {

        private final double sum;
        private final float[] gradient;

        private Result(double sum, float[] gradient) {
            this.sum = sum;
            this.gradient = gradient;
        }

        /** Sum of the pictures' losses, in nats. */
        public double sum() {
            return sum;
        }

        /** Gradient by the logits, row-major N×classes; handed over, not copied. */
        public float[] gradient() {
            return gradient;
        }
    }

    /**
     * Loss and gradient.
     *
     * @param logits row-major N×classes
     * @param labels N, each below {@code classes}
     * @param scale  what the gradient is multiplied by: 1 / pictures of the step for the mean
     */
    public Result evaluate(float[] logits, int[] labels, double scale) {
        int classes = logits.length / labels.length;
        float[] gradient = new float[logits.length];
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            int start = row * classes;
            double[] logProbabilities = Softmax.logProbabilities(logits, start, classes);
            for (int k = 0; k < classes; k++) {
                double target = labelSmoothing / classes + (k == labels[row] ? 1 - labelSmoothing : 0);
                sum -= target * logProbabilities[k];
                gradient[start + k] = (float) ((StrictMath.exp(logProbabilities[k]) - target) * scale);
            }
        }
        return new Result(sum, gradient);
    }
}
