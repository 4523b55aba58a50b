package io.github.tlmaven.data;

import io.github.tlmaven.spec.Preprocessing;

/**
 * A decoded picture: 8 bits each of red, green and blue, interleaved, row by row from the top left.
 *
 * <p>Unlike the records of this project it does not copy the array it is given, nor the one it hands out: pictures pass
 * through several steps by the thousand, and every step here makes a new one instead of writing into its input. Who
 * makes one gives its array away.
 */
public final class RgbImage {

    /** Bytes of a pixel. */
    public static final int CHANNELS = Preprocessing.CHANNELS;

    private final int width;
    private final int height;
    private final byte[] rgb;

    /**
     * Takes the array over.
     *
     * @param width  in pixels, at least 1
     * @param height in pixels, at least 1
     * @param rgb    height × width × 3 bytes
     */
    public RgbImage(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1 || (long) width * height * CHANNELS != rgb.length) {
            throw new IllegalArgumentException(width + " x " + height + " pixels do not fit " + rgb.length + " bytes");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** The bytes themselves, height × width × 3; not to be written to. */
    public byte[] rgb() {
        return rgb;
    }
}
