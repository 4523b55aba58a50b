package io.github.tlmaven.data;

import io.github.tlmaven.spec.Preprocessing.Interpolation;

/**
 * The filter of one pass of a resize: for each output position, where its window begins and the window's weights in
 * fixed point.
 */
final class ResampleWeights {

    /** Fractional bits of a weight: 32 less 8 for the sample and 2 for sums outside of 0…255, as in PIL. */
    static final int FRACTION_BITS = Integer.SIZE - Byte.SIZE - 2;

    private static final double CUBIC_A = -0.5;

    private final int[] first;
    private final int[][] taps;

    private ResampleWeights(int size) {
        first = new int[size];
        taps = new int[size][];
    }

    /** Weights that bring a line of {@code from} samples to {@code to} samples. */
    static ResampleWeights of(int from, int to, Interpolation interpolation) {
        double scale = (double) from / to;
        double filterScale = Math.max(scale, 1);
        double support = support(interpolation) * filterScale;
        ResampleWeights weights = new ResampleWeights(to);
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * scale;
            int start = Math.max((int) (center - support + 0.5), 0);
            int end = Math.min((int) (center + support + 0.5), from);
            double[] window = new double[end - start];
            for (int k = 0; k < window.length; k++) {
                window[k] = filter(interpolation, (k + start - center + 0.5) * (1 / filterScale));
            }
            weights.first[i] = start;
            weights.taps[i] = fixedPoint(window);
        }
        return weights;
    }

    private static double support(Interpolation interpolation) {
        return switch (interpolation) {
            case BILINEAR -> 1;
            case BICUBIC -> 2;
        };
    }

    private static double filter(Interpolation interpolation, double position) {
        double x = Math.abs(position);
        return switch (interpolation) {
            case BILINEAR -> x < 1 ? 1 - x : 0;
            case BICUBIC -> cubic(x);
        };
    }

    /** Cubic convolution (Keys 1981) with a = −0.5. */
    private static double cubic(double x) {
        if (x < 1) {
            return ((CUBIC_A + 2) * x - (CUBIC_A + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * CUBIC_A : 0;
    }

    /** Weights that add up to one, rounded half away from zero. */
    private static int[] fixedPoint(double[] window) {
        double sum = 0;
        for (double weight : window) {
            sum += weight;
        }
        int[] fixed = new int[window.length];
        for (int k = 0; k < window.length; k++) {
            double weight = sum == 0 ? window[k] : window[k] / sum;
            double scaled = weight * (1 << FRACTION_BITS);
            fixed[k] = (int) (weight < 0 ? scaled - 0.5 : scaled + 0.5);
        }
        return fixed;
    }

    /** Number of output positions. */
    int size() {
        return first.length;
    }

    /** Index of the first input sample of an output position's window. */
    int first(int position) {
        return first[position];
    }

    /** The window's weights; not to be written to. */
    int[] taps(int position) {
        return taps[position];
    }
}
