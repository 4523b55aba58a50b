package io.github.tlmaven.train;

/**
 * What training minimises: a sum over pictures, divided by a number that all micro-batches of a step share. Computed in
 * double from the logits, with its gradient, so that no graph hangs on numbers in Java memory.
 */
public interface Loss {

    /**
     * Loss and gradient.
     *
     * @param logits row-major N×classes
     * @param scale  what the gradient is multiplied by: 1 / {@link #divisor} of the step for the mean
     */
    Result evaluate(float[] logits, Targets targets, double scale);

    /** What the sum of the losses of a step's pictures is divided by for the mean that torch reports. */
    double divisor(Targets targets);

    /** As {@link #evaluate(float[], Targets, double)} for one label each. */
    default Result evaluate(float[] logits, int[] labels, double scale) {
        return evaluate(logits, Targets.of(labels), scale);
    }

    /** Loss of some pictures and its gradient. A class, since a record would compare the array by identity. */
    final class Result {

        private final double sum;
        private final float[] gradient;

        Result(double sum, float[] gradient) {
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
}
