package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.RgbImage;
import java.util.function.UnaryOperator;

/**
 * Transforms that replace each sample by a function of its value and of its channel's histogram, equal to PIL's
 * {@code ImageOps} of the same names. Every method returns a new picture.
 */
public final class Tones {

    private static final int BITS = 8;

    private Tones() {}

    /**
     * Keeps the upper bits of every sample.
     *
     * @param bits how many, 0 to 8
     */
    public static RgbImage posterize(RgbImage picture, int bits) {
        if (bits < 0 || bits > BITS) {
            throw new IllegalArgumentException("bits must be 0 to " + BITS + ", was " + bits);
        }
        int mask = -1 << (BITS - bits);
        byte[] table = Samples.table(value -> value & mask);
        return Samples.map(picture, table, table, table);
    }

    /**
     * Inverts the samples that reach a threshold.
     *
     * @param threshold on the scale 0 to 255; above 255 nothing is inverted, at 0 everything
     */
    public static RgbImage solarize(RgbImage picture, double threshold) {
        byte[] table = Samples.table(value -> value < threshold ? value : Samples.MAX - value);
        return Samples.map(picture, table, table, table);
    }

    /** Stretches each channel until its darkest sample is 0 and its brightest 255; one of a single value stays. */
    public static RgbImage autocontrast(RgbImage picture) {
        return byHistogram(picture, Tones::stretched);
    }

    /** Spreads each channel's samples evenly over all values, as far as equal samples stay equal. */
    public static RgbImage equalize(RgbImage picture) {
        return byHistogram(picture, Tones::equalized);
    }

    private static RgbImage byHistogram(RgbImage picture, UnaryOperator<int[]> levels) {
        byte[][] tables = new byte[RgbImage.CHANNELS][];
        for (int channel = 0; channel < tables.length; channel++) {
            int[] values = levels.apply(Samples.histogram(picture, channel));
            tables[channel] = Samples.table(value -> values[value]);
        }
        return Samples.map(picture, tables[0], tables[1], tables[2]);
    }

    private static int[] stretched(int[] histogram) {
        int lowest = 0;
        while (histogram[lowest] == 0) {
            lowest++;
        }
        int highest = highest(histogram);
        int[] levels = new int[Samples.LEVELS];
        double scale = highest > lowest ? (double) Samples.MAX / (highest - lowest) : 1;
        double offset = highest > lowest ? -lowest * scale : 0;
        for (int value = 0; value < levels.length; value++) {
            levels[value] = (int) (value * scale + offset);
        }
        return levels;
    }

    private static int[] equalized(int[] histogram) {
        int highest = highest(histogram);
        int below = 0;
        for (int value = 0; value < highest; value++) {
            below += histogram[value];
        }
        int step = below / Samples.MAX;
        int[] levels = new int[Samples.LEVELS];
        int sum = step / 2;
        for (int value = 0; value < levels.length; value++) {
            levels[value] = step == 0 ? value : sum / step;
            sum += histogram[value];
        }
        return levels;
    }

    private static int highest(int[] histogram) {
        int highest = Samples.MAX;
        while (histogram[highest] == 0) {
            highest--;
        }
        return highest;
    }
}
