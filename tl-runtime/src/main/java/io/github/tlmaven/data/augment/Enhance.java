package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.RgbImage;

/**
 * PIL's {@code ImageEnhance}: a picture is blended with a degenerate form of itself. A factor of 1 changes nothing, 0
 * gives the degenerate form, and more than 1 goes beyond the picture. Factors are 0 or more. Every method returns a new
 * picture.
 */
public final class Enhance {

    /** PIL's {@code SMOOTH} kernel: its centre, with ones around it, and their sum. */
    private static final int SMOOTH_CENTER = 5;

    private static final int SMOOTH_SUM = 13;

    private Enhance() {}

    /** Blends with black ({@code adjust_brightness}). */
    public static RgbImage brightness(RgbImage picture, double factor) {
        byte[] table = Samples.table(value -> Samples.blend(0, value, (float) factor));
        return Samples.map(picture, table, table, table);
    }

    /** Blends with the grey of the mean lightness ({@code adjust_contrast}). */
    public static RgbImage contrast(RgbImage picture, double factor) {
        byte[] rgb = picture.rgb();
        long sum = 0;
        for (int i = 0; i < rgb.length; i += RgbImage.CHANNELS) {
            sum += Samples.luma(rgb, i);
        }
        int pixels = rgb.length / RgbImage.CHANNELS;
        int mean = (int) ((double) sum / pixels + 0.5);
        byte[] table = Samples.table(value -> Samples.blend(mean, value, (float) factor));
        return Samples.map(picture, table, table, table);
    }

    /** Blends with the grey picture ({@code adjust_saturation}, which RandAugment calls Color). */
    public static RgbImage saturation(RgbImage picture, double factor) {
        byte[] in = picture.rgb();
        byte[] out = new byte[in.length];
        float single = (float) factor;
        for (int i = 0; i < in.length; i += RgbImage.CHANNELS) {
            int grey = Samples.luma(in, i);
            out[i] = (byte) Samples.blend(grey, in[i] & 0xFF, single);
            out[i + 1] = (byte) Samples.blend(grey, in[i + 1] & 0xFF, single);
            out[i + 2] = (byte) Samples.blend(grey, in[i + 2] & 0xFF, single);
        }
        return new RgbImage(picture.width(), picture.height(), out);
    }

    /** The lightness in all three channels ({@code rgb_to_grayscale}). */
    public static RgbImage grayscale(RgbImage picture) {
        byte[] in = picture.rgb();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i += RgbImage.CHANNELS) {
            byte grey = (byte) Samples.luma(in, i);
            out[i] = grey;
            out[i + 1] = grey;
            out[i + 2] = grey;
        }
        return new RgbImage(picture.width(), picture.height(), out);
    }

    /** Blends with the smoothed picture ({@code adjust_sharpness}); pixels at the border stay. */
    public static RgbImage sharpness(RgbImage picture, double factor) {
        byte[] in = picture.rgb();
        byte[] out = in.clone();
        int row = picture.width() * RgbImage.CHANNELS;
        float single = (float) factor;
        for (int y = 1; y < picture.height() - 1; y++) {
            int end = (y + 1) * row - RgbImage.CHANNELS;
            for (int i = y * row + RgbImage.CHANNELS; i < end; i++) {
                out[i] = (byte) Samples.blend(smoothed(in, i, row), in[i] & 0xFF, single);
            }
        }
        return new RgbImage(picture.width(), picture.height(), out);
    }

    /** Rounded to the nearest, which is unique because the kernel's sum is odd. */
    private static int smoothed(byte[] in, int at, int row) {
        int sum = three(in, at - row) + three(in, at) + three(in, at + row) + (SMOOTH_CENTER - 1) * (in[at] & 0xFF);
        return (sum + SMOOTH_SUM / 2) / SMOOTH_SUM;
    }

    private static int three(byte[] in, int at) {
        return (in[at - RgbImage.CHANNELS] & 0xFF) + (in[at] & 0xFF) + (in[at + RgbImage.CHANNELS] & 0xFF);
    }
}
