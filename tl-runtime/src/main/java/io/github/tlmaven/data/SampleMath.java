package io.github.tlmaven.data;

/** PIL's whole-number arithmetic on samples of 0…255, shared by the formats that need it. */
final class SampleMath {

    /** The largest value of a sample. */
    static final int MAX = 255;

    private static final int HALF = 128;
    private static final int BGRA = 4;

    private SampleMath() {}

    /** value × alpha/255 + 255 × (1 − alpha/255), rounded to the nearest whole number. */
    static byte onWhite(int value, int alpha) {
        return (byte) dividedBy255(value * alpha + MAX * (MAX - alpha));
    }

    /** A row of BGR or BGRA samples as RGB on white; {@code shift} brings samples to 8 bits. */
    static void bgrOnWhite(int[] row, int channels, int shift, byte[] rgb, int start) {
        int to = start;
        for (int from = 0; from < row.length; from += channels) {
            int alpha = channels == BGRA ? row[from + 3] >>> shift : MAX;
            for (int channel = RgbImage.CHANNELS - 1; channel >= 0; channel--) {
                rgb[to++] = onWhite(row[from + channel] >>> shift, alpha);
            }
        }
    }

    /** What is left of white under an ink and black: (255 − black) × (1 − ink/255), the ink's part rounded. */
    static byte fromInk(int ink, int black) {
        int light = MAX - black;
        return (byte) (light - dividedBy255(ink * light));
    }

    /** The value without the alpha that it was multiplied with, rounded down; at most 255. */
    static int unmultiplied(int value, int alpha) {
        return alpha == 0 ? 0 : Math.min(MAX, value * MAX / alpha);
    }

    /** The nearest whole number to product / 255, for products of two samples and their sums up to 255². */
    private static int dividedBy255(int product) {
        int sum = product + HALF;
        return ((sum >>> Byte.SIZE) + sum) >>> Byte.SIZE;
    }
}
