package io.github.tlmaven.data;

import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.util.Arrays;

/**
 * Antialiased resize, equal to PIL's {@code Image.resize} to the bit: a separable filter, widened by the factor of
 * reduction, in fixed point with 22 fractional bits; rows first, rounded to bytes, then columns. A pass whose length
 * does not change is left out.
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
        int[] rows = widen(picture.rgb());
        int inner = picture.width();
        if (width != inner) {
            rows = horizontal(rows, inner, ResampleWeights.of(inner, width, interpolation));
        }
        byte[] rgb = height == picture.height()
                ? narrow(rows)
                : vertical(
                        rows, width * RgbImage.CHANNELS, ResampleWeights.of(picture.height(), height, interpolation));
        return new RgbImage(width, height, rgb);
    }

    /** Samples as ints, because the compiler makes vector instructions of loops over them, not of loops over bytes. */
    private static int[] widen(byte[] bytes) {
        int[] ints = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ints[i] = bytes[i] & 0xFF;
        }
        return ints;
    }

    private static byte[] narrow(int[] ints) {
        byte[] bytes = new byte[ints.length];
        for (int i = 0; i < ints.length; i++) {
            bytes[i] = (byte) ints[i];
        }
        return bytes;
    }

    private static int[] horizontal(int[] in, int inWidth, ResampleWeights weights) {
        int outWidth = weights.size();
        int height = in.length / (inWidth * RgbImage.CHANNELS);
        int[] out = new int[height * outWidth * RgbImage.CHANNELS];
        for (int y = 0; y < height; y++) {
            int row = y * inWidth * RgbImage.CHANNELS;
            int to = y * outWidth * RgbImage.CHANNELS;
            for (int x = 0; x < outWidth; x++) {
                int from = row + weights.first(x) * RgbImage.CHANNELS;
                pixel(in, from, weights.taps(x), out, to + x * RgbImage.CHANNELS);
            }
        }
        return out;
    }

    private static void pixel(int[] in, int from, int[] taps, int[] out, int to) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int at = from;
        for (int tap : taps) {
            red += in[at] * tap;
            green += in[at + 1] * tap;
            blue += in[at + 2] * tap;
            at += RgbImage.CHANNELS;
        }
        out[to] = sample(red);
        out[to + 1] = sample(green);
        out[to + 2] = sample(blue);
    }

    private static byte[] vertical(int[] in, int rowLength, ResampleWeights weights) {
        byte[] out = new byte[weights.size() * rowLength];
        int[] sums = new int[rowLength];
        for (int y = 0; y < weights.size(); y++) {
            Arrays.fill(sums, HALF);
            int[] taps = weights.taps(y);
            for (int k = 0; k < taps.length; k++) {
                addRow(sums, in, (weights.first(y) + k) * rowLength, taps[k]);
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

    /** A fixed-point sum as a byte's value; negative weights can carry it outside of 0…255. */
    private static int sample(int sum) {
        return Math.max(0, Math.min(MAX, sum >> ResampleWeights.FRACTION_BITS));
    }
}
