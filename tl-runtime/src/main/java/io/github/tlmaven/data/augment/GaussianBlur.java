package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.RgbImage;
import java.util.Arrays;

/**
 * Torchvision's {@code gaussian_blur} of bytes: a normalised kernel of odd length in single precision, borders
 * mirrored without repeating the border's pixels. The two directions are summed one after the other, which differs from
 * torchvision's single sum by rounding alone.
 */
public final class GaussianBlur {

    private GaussianBlur() {}

    /**
     * Blurs a picture.
     *
     * @param kernelSize length and height of the kernel in pixels, odd
     * @param sigma      standard deviation in pixels, above 0
     */
    public static RgbImage apply(RgbImage picture, int kernelSize, double sigma) {
        if (kernelSize < 1 || kernelSize % 2 == 0) {
            throw new IllegalArgumentException("kernelSize must be odd and above 0, was " + kernelSize);
        }
        float[] kernel = kernel(kernelSize, (float) sigma);
        float[] rows = alongRows(picture, kernel);
        byte[] out = alongColumns(rows, picture, kernel);
        return new RgbImage(picture.width(), picture.height(), out);
    }

    /** Densities that add up to one. StrictMath gives the same bits on every platform. */
    private static float[] kernel(int size, float sigma) {
        float[] kernel = new float[size];
        float sum = 0;
        for (int i = 0; i < size; i++) {
            float x = (i - size / 2) / sigma;
            kernel[i] = (float) StrictMath.exp(-0.5f * (x * x));
            sum += kernel[i];
        }
        for (int i = 0; i < size; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private static float[] alongRows(RgbImage picture, float[] kernel) {
        byte[] in = picture.rgb();
        int rowLength = picture.width() * RgbImage.CHANNELS;
        int[] taps = new int[picture.width() + kernel.length - 1];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = mirrored(i - kernel.length / 2, picture.width()) * RgbImage.CHANNELS;
        }
        float[] padded = new float[taps.length * RgbImage.CHANNELS];
        float[] out = new float[in.length];
        for (int y = 0; y < picture.height(); y++) {
            for (int i = 0; i < taps.length; i++) {
                for (int c = 0; c < RgbImage.CHANNELS; c++) {
                    padded[i * RgbImage.CHANNELS + c] = in[y * rowLength + taps[i] + c] & 0xFF;
                }
            }
            for (int k = 0; k < kernel.length; k++) {
                add(out, y * rowLength, rowLength, padded, k * RgbImage.CHANNELS, kernel[k]);
            }
        }
        return out;
    }

    private static byte[] alongColumns(float[] in, RgbImage picture, float[] kernel) {
        int rowLength = picture.width() * RgbImage.CHANNELS;
        float[] sums = new float[rowLength];
        byte[] out = new byte[in.length];
        for (int y = 0; y < picture.height(); y++) {
            Arrays.fill(sums, 0);
            for (int k = 0; k < kernel.length; k++) {
                int row = mirrored(y + k - kernel.length / 2, picture.height());
                add(sums, 0, rowLength, in, row * rowLength, kernel[k]);
            }
            for (int i = 0; i < rowLength; i++) {
                out[y * rowLength + i] = (byte) Samples.clip((int) Math.rint(sums[i]));
            }
        }
        return out;
    }

    private static void add(float[] sums, int to, int count, float[] in, int from, float weight) {
        for (int i = 0; i < count; i++) {
            sums[to + i] += in[from + i] * weight;
        }
    }

    /** The index within a line that a mirror at both ends shows; several times over where the line is short. */
    private static int mirrored(int index, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int inside = Math.floorMod(index, period);
        return Math.min(inside, period - inside);
    }
}
