package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.RgbImage;
import java.util.function.IntUnaryOperator;

/** Arithmetic of single samples, the bytes of one colour of one pixel, as PIL does it. */
final class Samples {

    /** Values that a sample can have. */
    static final int LEVELS = 256;

    /** The largest sample: full light. */
    static final int MAX = LEVELS - 1;

    /** ITU-R BT.601 luma, weights of red, green and blue in fixed point. */
    private static final int LUMA_RED = 19_595;

    private static final int LUMA_GREEN = 38_470;
    private static final int LUMA_BLUE = 7_471;
    private static final int LUMA_BITS = 16;
    private static final int LUMA_HALF = 1 << (LUMA_BITS - 1);

    private Samples() {}

    /** The nearest value that fits a byte. */
    static int clip(int value) {
        return Math.max(0, Math.min(MAX, value));
    }

    /** Lightness of the pixel whose first byte is at an index, as PIL's mode L. */
    static int luma(byte[] rgb, int at) {
        int sum = (rgb[at] & 0xFF) * LUMA_RED
                + (rgb[at + 1] & 0xFF) * LUMA_GREEN
                + (rgb[at + 2] & 0xFF) * LUMA_BLUE
                + LUMA_HALF;
        return sum >> LUMA_BITS;
    }

    /**
     * PIL's {@code Image.blend} in single precision, rounded towards zero.
     *
     * @param factor 0 gives the first sample, 1 the second; beyond them it extrapolates
     */
    static int blend(int from, int to, float factor) {
        return clip((int) (from + factor * (to - from)));
    }

    /** A table of a function's values, each clipped. */
    static byte[] table(IntUnaryOperator function) {
        byte[] table = new byte[LEVELS];
        for (int value = 0; value < LEVELS; value++) {
            table[value] = (byte) clip(function.applyAsInt(value));
        }
        return table;
    }

    /** Every sample looked up in its channel's table. */
    static RgbImage map(RgbImage picture, byte[] red, byte[] green, byte[] blue) {
        byte[] in = picture.rgb();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i += RgbImage.CHANNELS) {
            out[i] = red[in[i] & 0xFF];
            out[i + 1] = green[in[i + 1] & 0xFF];
            out[i + 2] = blue[in[i + 2] & 0xFF];
        }
        return new RgbImage(picture.width(), picture.height(), out);
    }

    /** How often each value occurs in one channel. */
    static int[] histogram(RgbImage picture, int channel) {
        byte[] rgb = picture.rgb();
        int[] counts = new int[LEVELS];
        for (int i = channel; i < rgb.length; i += RgbImage.CHANNELS) {
            counts[rgb[i] & 0xFF]++;
        }
        return counts;
    }
}
