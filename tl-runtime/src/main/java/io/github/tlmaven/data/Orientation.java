package io.github.tlmaven.data;

import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a camera was held (EXIF 2.32, tag 0x0112): which of the eight symmetries of a rectangle brings the stored rows
 * upright. The names are those of what has to be done.
 */
enum Orientation {
    UPRIGHT(1, false),
    MIRROR(2, false),
    ROTATE_180(3, false),
    FLIP(4, false),
    TRANSPOSE(5, true),
    ROTATE_90_CLOCKWISE(6, true),
    TRANSVERSE(7, true),
    ROTATE_90_COUNTERCLOCKWISE(8, true);

    /** JPEG has it before the EXIF block; some writers put it there in other formats too. */
    static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};

    private final int value;
    private final boolean swapsSides;

    Orientation(int value, boolean swapsSides) {
        this.value = value;
        this.swapsSides = swapsSides;
    }

    /** From a TIFF block, with or without the prefix it has in JPEG; upright where there is none, or where it says nothing usable. */
    static Orientation of(byte @Nullable [] tiff) {
        if (tiff == null) {
            return UPRIGHT;
        }
        Metadata metadata = new Metadata();
        new ExifReader().extract(new ByteArrayReader(tiff, begins(tiff) ? PREFIX.length : 0), metadata);
        ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer stored = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return of(stored == null ? UPRIGHT.value : stored);
    }

    private static boolean begins(byte[] block) {
        int end = PREFIX.length;
        return block.length >= end && Arrays.equals(block, 0, end, PREFIX, 0, end);
    }

    /** From the tag's value; upright where it says nothing usable. */
    static Orientation of(int value) {
        for (Orientation orientation : values()) {
            if (orientation.value == value) {
                return orientation;
            }
        }
        return UPRIGHT;
    }

    /** The picture upright; the same object where nothing has to be done. */
    RgbImage apply(RgbImage picture) {
        if (this == UPRIGHT) {
            return picture;
        }
        int width = swapsSides ? picture.height() : picture.width();
        int height = swapsSides ? picture.width() : picture.height();
        byte[] in = picture.rgb();
        byte[] out = new byte[in.length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = source(picture, x, y) * RgbImage.CHANNELS;
                out[to++] = in[from];
                out[to++] = in[from + 1];
                out[to++] = in[from + 2];
            }
        }
        return new RgbImage(width, height, out);
    }

    /** Index of the stored pixel that comes to (x, y). */
    private int source(RgbImage picture, int x, int y) {
        int width = picture.width();
        int right = width - 1;
        int bottom = picture.height() - 1;
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRROR -> y * width + right - x;
            case ROTATE_180 -> (bottom - y) * width + right - x;
            case FLIP -> (bottom - y) * width + x;
            case TRANSPOSE -> x * width + y;
            case ROTATE_90_CLOCKWISE -> (bottom - x) * width + y;
            case TRANSVERSE -> (bottom - x) * width + right - y;
            case ROTATE_90_COUNTERCLOCKWISE -> x * width + right - y;
        };
    }
}
