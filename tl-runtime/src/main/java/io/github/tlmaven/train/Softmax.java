package io.github.tlmaven.train;

import java.util.List;

/** Softmax in double, by functions whose bits are the same on every platform. */
public final class Softmax {

    private Softmax() {}

    /**
     * The mean of exp(x) / Σ exp(x) over views of one picture, as Krizhevsky, Sutskever and Hinton 2012 average the
     * softmax over ten crops; each class is rounded once to float.
     *
     * @param views one or more, each with one logit a class
     */
    public static float[] meanProbabilities(List<float[]> views) {
        double[] sums = new double[views.get(0).length];
        for (float[] logits : views) {
            double[] logs = logProbabilities(logits, 0, logits.length);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += StrictMath.exp(logs[i]);
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = (float) (sums[i] / views.size());
        }
        return means;
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
