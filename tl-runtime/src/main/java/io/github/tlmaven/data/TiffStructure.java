package io.github.tlmaven.data;

import java.nio.ByteOrder;

/**
 * What a TIFF file's first directory says about its picture (TIFF 6.0), checked: a kind that is decoded here, and data
 * that lies inside the file.
 */
final class TiffStructure {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int FILL_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_LENGTHS = 279;
    private static final int PLANAR = 284;
    private static final int PREDICTOR = 317;
    private static final int PALETTE = 320;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;

    private static final int UNSIGNED = 1;
    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int INDEXED = 3;
    private static final int INKS = 5;
    private static final int DIFFERENCES = 2;
    private static final int NO_ALPHA = 0;
    private static final int ASSOCIATED_ALPHA = 1;
    private static final int PLAIN_ALPHA = 2;
    private static final int SEPARATE_PLANES = 2;
    private static final int LOW_BITS_FIRST = 2;
    private static final int MOST_SAMPLES = 8;

    /** How samples make a colour. */
    enum Colours {
        GREY(1),
        INVERSE_GREY(1),
        COLOUR(3),
        PALETTE(1),
        CMYK(4);

        private final int samples;

        Colours(int samples) {
            this.samples = samples;
        }

        /** Samples of a pixel without alpha and other extras. */
        int samples() {
            return samples;
        }
    }

    /** What the sample behind the colours means. */
    enum Alpha {
        NONE,
        PLAIN,
        /** Colours are multiplied with it. */
        ASSOCIATED
    }

    private final TiffDirectory tags;
    private final int width;
    private final int height;
    private final int samples;
    private final int bits;
    private final boolean planar;
    private final boolean tiled;
    private final int blockWidth;
    private final int blockHeight;
    private final TiffCompression compression;
    private final Colours colours;

    private TiffStructure(TiffDirectory tags) throws CorruptPictureException {
        this.tags = tags;
        width = small(WIDTH, 0);
        height = small(HEIGHT, 0);
        samples = small(SAMPLES, 1);
        bits = small(BITS, 1);
        planar = small(PLANAR, 1) == SEPARATE_PLANES;
        tiled = tags.has(TILE_OFFSETS);
        blockWidth = tiled ? small(TILE_WIDTH, 0) : width;
        blockHeight = tiled ? small(TILE_HEIGHT, 0) : Math.min(height, small(ROWS_PER_STRIP, Integer.MAX_VALUE));
        compression = TiffCompression.of(small(COMPRESSION, 1));
        colours = colours(small(PHOTOMETRIC, -1));
    }

    /**
     * Reads the structure.
     *
     * @throws CorruptPictureException if the file is truncated, damaged, or of a kind that is not supported
     */
    static TiffStructure of(byte[] file) throws CorruptPictureException {
        TiffStructure structure = new TiffStructure(TiffDirectory.of(file));
        structure.checkKind();
        return structure;
    }

    private static Colours colours(int photometric) throws CorruptPictureException {
        return switch (photometric) {
            case WHITE_IS_ZERO -> Colours.INVERSE_GREY;
            case BLACK_IS_ZERO -> Colours.GREY;
            case RGB -> Colours.COLOUR;
            case INDEXED -> Colours.PALETTE;
            case INKS -> Colours.CMYK;
            default -> throw unsupported("photometric interpretation " + photometric);
        };
    }

    private int small(int tag, int otherwise) throws CorruptPictureException {
        return (int) Math.min(Integer.MAX_VALUE, tags.number(tag, otherwise));
    }

    private void checkKind() throws CorruptPictureException {
        for (long depth : tags.numbers(BITS)) {
            if (depth != bits) {
                throw unsupported("samples of different depths");
            }
        }
        boolean deepEnough = bits == Byte.SIZE || bits == Short.SIZE;
        if (!deepEnough && (samples > 1 || (bits != 1 && bits != 2 && bits != 4))) {
            throw unsupported(samples + " samples of " + bits + " bits");
        }
        if (samples < colours.samples() || samples > MOST_SAMPLES || (colours == Colours.PALETTE && bits > Byte.SIZE)) {
            throw unsupported(samples + " samples of " + bits + " bits as " + colours);
        }
        if (tags.number(SAMPLE_FORMAT, UNSIGNED) != UNSIGNED) {
            throw unsupported("samples that are signed or have fractions");
        }
        int predictor = small(PREDICTOR, 1);
        if (predictor > DIFFERENCES || (predictor == DIFFERENCES && !deepEnough)) {
            throw unsupported("predictor " + predictor + " with " + bits + " bits");
        }
    }

    private static CorruptPictureException unsupported(String what) {
        return new CorruptPictureException("a TIFF file with " + what + " is not supported: save it as PNG");
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Samples of a pixel, alpha and other extras included. */
    int samples() {
        return samples;
    }

    /** Bits of a sample: 1, 2, 4, 8 or 16. */
    int bits() {
        return bits;
    }

    Colours colours() {
        return colours;
    }

    /** Whether each sample has blocks of its own. */
    boolean planar() {
        return planar;
    }

    /** Whether blocks are tiles, which are whole also where they go beyond the picture. */
    boolean tiled() {
        return tiled;
    }

    /** Columns of a strip or tile. */
    int blockWidth() {
        return blockWidth;
    }

    /** Rows of a strip or tile. */
    int blockHeight() {
        return blockHeight;
    }

    ByteOrder order() {
        return tags.order();
    }

    TiffCompression compression() {
        return compression;
    }

    /** Whether samples are stored as differences from their left neighbours. */
    boolean differences() throws CorruptPictureException {
        return tags.number(PREDICTOR, 1) == DIFFERENCES;
    }

    /** Whether the bits of each byte stand in reverse. */
    boolean reversed() throws CorruptPictureException {
        return tags.number(FILL_ORDER, 1) == LOW_BITS_FIRST;
    }

    /** What the sample behind the colours means; as in PIL it is plain alpha where nothing is said. */
    Alpha alpha() throws CorruptPictureException {
        if (samples == colours.samples() || colours == Colours.CMYK) {
            return Alpha.NONE;
        }
        int extra = small(EXTRA_SAMPLES, PLAIN_ALPHA);
        if (extra == NO_ALPHA) {
            return Alpha.NONE;
        }
        return extra == ASSOCIATED_ALPHA ? Alpha.ASSOCIATED : Alpha.PLAIN;
    }

    /** EXIF's orientation, which TIFF has as a tag of its own. */
    int orientation() throws CorruptPictureException {
        return small(ORIENTATION, 1);
    }

    /**
     * All reds, then all greens, then all blues, each 0…65535.
     *
     * @throws CorruptPictureException if there are too few
     */
    long[] palette() throws CorruptPictureException {
        long[] palette = tags.numbers(PALETTE);
        if (palette.length != RgbImage.CHANNELS << bits) {
            throw new CorruptPictureException("the TIFF file is damaged: its palette has " + palette.length
                    + " numbers instead of " + (RgbImage.CHANNELS << bits));
        }
        return palette;
    }

    /** Where the blocks begin: row by row, and with {@link #planar()} one sample after the other. */
    long[] offsets() throws CorruptPictureException {
        return tags.numbers(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
    }

    /** Bytes of each block. */
    long[] lengths() throws CorruptPictureException {
        return tags.numbers(tiled ? TILE_LENGTHS : STRIP_LENGTHS);
    }

    /** Refuses a block that does not lie inside the file. */
    void requireInside(long at, long length) throws CorruptPictureException {
        tags.require(at, length);
    }
}
