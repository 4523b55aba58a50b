package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Resampler;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.util.Arrays;

/**
 * A hash that changes little when a picture is resized or saved again with losses, as the Python package imagehash has
 * it (C. Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010): the picture in grey at 32 ×
 * 32, its cosine transform, of that the 8 × 8 lowest frequencies, each a bit: above their median or not.
 *
 * @param hash      64 bits
 * @param thumbnail of the same reduced picture
 */
record PerceptualHash(long hash, Thumbnail thumbnail) {

    private static final int SIDE = 32;
    private static final int FREQUENCIES = 8;

    /** Rec. 601, as PIL has it. */
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private static final double[][] COSINES = cosines();

    static PerceptualHash of(RgbImage picture) {
        byte[] rgb =
                Resampler.resize(picture, SIDE, SIDE, Interpolation.BILINEAR).rgb();
        return new PerceptualHash(hash(grey(rgb)), new Thumbnail(halved(rgb)));
    }

    private static double[] grey(byte[] rgb) {
        double[] grey = new double[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            for (int channel = 0; channel < LUMA.length; channel++) {
                grey[i] += LUMA[channel] * (rgb[i * RgbImage.CHANNELS + channel] & 0xFF);
            }
        }
        return grey;
    }

    private static long hash(double[] grey) {
        double[] low = lowFrequencies(grey);
        double[] sorted = low.clone();
        Arrays.sort(sorted);
        double median = (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
        long hash = 0;
        for (double value : low) {
            hash = (hash << 1) | (value > median ? 1 : 0);
        }
        return hash;
    }

    /** The cosine transform of type II, without its scale, which no comparison with a median sees. */
    private static double[] lowFrequencies(double[] grey) {
        double[] ofRows = new double[SIDE * FREQUENCIES];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < FREQUENCIES; u++) {
                for (int x = 0; x < SIDE; x++) {
                    ofRows[y * FREQUENCIES + u] += COSINES[u][x] * grey[y * SIDE + x];
                }
            }
        }
        double[] low = new double[FREQUENCIES * FREQUENCIES];
        for (int v = 0; v < FREQUENCIES; v++) {
            for (int u = 0; u < FREQUENCIES; u++) {
                for (int y = 0; y < SIDE; y++) {
                    low[v * FREQUENCIES + u] += COSINES[v][y] * ofRows[y * FREQUENCIES + u];
                }
            }
        }
        return low;
    }

    private static double[][] cosines() {
        double[][] cosines = new double[FREQUENCIES][SIDE];
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
            for (int at = 0; at < SIDE; at++) {
                cosines[frequency][at] = StrictMath.cos(Math.PI * frequency * (2 * at + 1) / (2 * SIDE));
            }
        }
        return cosines;
    }

    /** Means of squares of 2 × 2 pixels. */
    private static byte[] halved(byte[] rgb) {
        byte[] half = new byte[Thumbnail.BYTES];
        int row = SIDE * RgbImage.CHANNELS;
        int halfRow = Thumbnail.SIDE * RgbImage.CHANNELS;
        for (int i = 0; i < half.length; i++) {
            int y = i / halfRow;
            int x = i % halfRow / RgbImage.CHANNELS;
            int at = 2 * y * row + 2 * x * RgbImage.CHANNELS + i % RgbImage.CHANNELS;
            int next = at + RgbImage.CHANNELS;
            int sum = (rgb[at] & 0xFF) + (rgb[next] & 0xFF) + (rgb[at + row] & 0xFF) + (rgb[next + row] & 0xFF);
            half[i] = (byte) ((sum + 2) / 4);
        }
        return half;
    }
}
