package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.RgbImage;
import java.util.Arrays;

/**
 * The means of a picture's colours over a grid of {@value #SIDE} × {@value #SIDE} cells, by which two pictures are
 * compared. Colours count: a red and a green apple of one shape differ.
 */
final class Thumbnail {

    /** Cells in a row, and rows. */
    static final int SIDE = 16;

    /** Length of the array: 16 × 16 × 3. */
    static final int BYTES = SIDE * SIDE * RgbImage.CHANNELS;

    /** Keeps two grids of a single colour, which have no correlation, from being divided by zero. */
    private static final double NO_CONTRAST = 1e-9;

    private final byte[] rgb;

    /** Copies height × width × 3 bytes. */
    Thumbnail(byte[] rgb) {
        if (rgb.length != BYTES) {
            throw new IllegalArgumentException("a thumbnail has " + BYTES + " bytes, not " + rgb.length);
        }
        this.rgb = rgb.clone();
    }

    byte[] toBytes() {
        return rgb.clone();
    }

    /**
     * Pearson's correlation of all values of two thumbnails, -1 to 1. It does not change with brightness or contrast;
     * 0 where one has no contrast.
     */
    double correlation(Thumbnail other) {
        double mean = mean();
        double otherMean = other.mean();
        double product = 0;
        double square = 0;
        double otherSquare = 0;
        for (int i = 0; i < BYTES; i++) {
            double value = (rgb[i] & 0xFF) - mean;
            double otherValue = (other.rgb[i] & 0xFF) - otherMean;
            product += value * otherValue;
            square += value * value;
            otherSquare += otherValue * otherValue;
        }
        double scale = Math.sqrt(square) * Math.sqrt(otherSquare);
        return scale < NO_CONTRAST ? 0 : product / scale;
    }

    /** Whether no two values at one place differ by more than a number from 0 to 255. */
    boolean isWithin(int difference, Thumbnail other) {
        for (int i = 0; i < BYTES; i++) {
            if (Math.abs((rgb[i] & 0xFF) - (other.rgb[i] & 0xFF)) > difference) {
                return false;
            }
        }
        return true;
    }

    /** The sum of all values. */
    int brightness() {
        int sum = 0;
        for (byte value : rgb) {
            sum += value & 0xFF;
        }
        return sum;
    }

    private double mean() {
        return (double) brightness() / BYTES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Thumbnail thumbnail && Arrays.equals(rgb, thumbnail.rgb);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rgb);
    }
}
