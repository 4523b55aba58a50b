package io.github.tlmaven.data;

import io.github.tlmaven.data.ResampleWeights.Line;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.util.Arrays;

/**
 * Antialiased resize, equal to PIL's {@code Image.resize} to the bit: a separable filter, widened by the factor of
 * reduction, in fixed point with 22 fractional bits; along rows first, rounded to bytes, then along columns.
 */
public final class Resampler {

    private static final int HALF = 1 << (ResampleWeights.FRACTION_BITS - 1);
    private static final int MAX = 255;

    private Resampler() {}

    /**
     * Resizes a picture.
     *
     * @param width  of the result in pixels, at least 1
     * @param height of the result in pixels, at least 1
     */
    public static RgbImage resize(RgbImage picture, int width, int height, Interpolation interpolation) {
        return resize(picture, Line.whole(picture.width(), width), Line.whole(picture.height(), height), interpolation);
    }

    /** Resizes a picture and computes only the wanted columns and rows of the result. */
    static RgbImage resize(RgbImage picture, Line columns, Line rows, Interpolation interpolation) {
        ResampleWeights horizontal = ResampleWeights.of(columns, interpolation);
        ResampleWeights vertical = ResampleWeights.of(rows, interpolation);
        int[] narrowed = alongRows(picture, horizontal, vertical);
        byte[] rgb = alongColumns(narrowed, columns.count() * RgbImage.CHANNELS, vertical);
        return new RgbImage(columns.count(), rows.count(), rgb);
    }

    /**
     * The first pass, for the rows that the second one reads. Samples come out as ints, because the compiler makes
     * vector instructions of loops over them and not of loops over bytes.
     */
    private static int[] alongRows(RgbImage picture, ResampleWeights weights, ResampleWeights vertical) {
        int rowLength = weights.size() * RgbImage.CHANNELS;
        int begin = vertical.begin();
        int end = vertical.end();
        int[] out = new int[(end - begin) * rowLength];
        for (int y = begin; y < end; y++) {
            row(picture.rgb(), y * picture.width() * RgbImage.CHANNELS, weights, out, (y - begin) * rowLength);
        }
        return out;
    }

    private static void row(byte[] in, int rowStart, ResampleWeights weights, int[] out, int outStart) {
        int to = outStart;
        for (int x = 0; x < weights.size(); x++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int at = rowStart + weights.first(x) * RgbImage.CHANNELS;
            for (int tap : weights.taps(x)) {
                red += (in[at] & 0xFF) * tap;
                green += (in[at + 1] & 0xFF) * tap;
                blue += (in[at + 2] & 0xFF) * tap;
                at += RgbImage.CHANNELS;
            }
            out[to] = sample(red);
            out[to + 1] = sample(green);
            out[to + 2] = sample(blue);
            to += RgbImage.CHANNELS;
        }
    }

    private static byte[] alongColumns(int[] in, int rowLength, ResampleWeights weights) {
        byte[] out = new byte[weights.size() * rowLength];
        int[] sums = new int[rowLength];
        int begin = weights.begin();
        for (int y = 0; y < weights.size(); y++) {
            Arrays.fill(sums, HALF);
            int[] taps = weights.taps(y);
            int from = (weights.first(y) - begin) * rowLength;
            int k = 0;
            for (; k + 1 < taps.length; k += 2) {
                addTwoRows(sums, in, from + k * rowLength, taps[k], taps[k + 1]);
            }
            if (k < taps.length) {
                addRow(sums, in, from + k * rowLength, taps[k]);
            }
            int to = y * rowLength;
            for (int i = 0; i < rowLength; i++) {
                out[to + i] = (byte) sample(sums[i]);
            }
        }
        return out;
    }

    private static void addRow(int[] sums, int[] in, int from, int weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += in[from + i] * weight;
        }
    }

    /** Two rows at a time, which halves the traffic of the sums. */
    private static void addTwoRows(int[] sums, int[] in, int from, int weight, int next) {
        int second = from + sums.length;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += in[from + i] * weight + in[second + i] * next;
        }
    }

    /** A fixed-point sum as a byte's value; negative weights can carry it outside of 0…255. */
    private static int sample(int sum) {
        return Math.max(0, Math.min(MAX, sum >> ResampleWeights.FRACTION_BITS));
    }
}
