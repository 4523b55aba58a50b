package io.github.tlmaven.train;

/** Softmax in double, by functions whose bits are the same on every platform. */
public final class Softmax {

    private Softmax() {}

    /** exp(x) / Σ exp(x), each rounded once to float. */
    public static float[] probabilities(float[] logits) {
        double[] logs = logProbabilities(logits, 0, logits.length);
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) StrictMath.exp(logs[i]);
        }
        return probabilities;
    }

    /** x − log Σ exp(x) over a range of an array, with the largest value taken out first. */
    static double[] logProbabilities(float[] logits, int start, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = start; i < start + count; i++) {
            largest = Math.max(largest, logits[i]);
        }
        double sum = 0;
        for (int i = start; i < start + count; i++) {
            sum += StrictMath.exp(logits[i] - largest);
        }
        double logSum = largest + StrictMath.log(sum);
        double[] logs = new double[count];
        for (int i = 0; i < count; i++) {
            logs[i] = logits[start + i] - logSum;
        }
        return logs;
    }
}
