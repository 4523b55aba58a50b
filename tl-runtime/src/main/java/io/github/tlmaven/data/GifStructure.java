package io.github.tlmaven.data;

/** Walks a GIF file's blocks (CompuServe GIF89a) and looks for the trailer. */
final class GifStructure {

    private static final int HEADER_BYTES = 13;
    private static final int DESCRIPTOR_BYTES = 9;
    private static final int SCREEN_WIDTH = 6;
    private static final int SCREEN_HEIGHT = 8;
    private static final int FLAGS_IN_HEADER = 10;
    private static final int FLAGS_IN_DESCRIPTOR = 8;
    private static final int HAS_PALETTE = 0x80;
    private static final int PALETTE_SIZE = 0x07;
    private static final int COLOUR_BYTES = 3;
    private static final int EXTENSION = 0x21;
    private static final int DESCRIPTOR = 0x2C;
    private static final int TRAILER = 0x3B;

    private final byte[] file;
    private int position;
    private int frames;
    private int left;
    private int top;
    private int right;
    private int bottom;

    private GifStructure(byte[] file) {
        this.file = file;
    }

    /**
     * Reads the structure.
     *
     * @throws CorruptPictureException if the file is truncated or holds no frame
     */
    static GifStructure of(byte[] file) throws CorruptPictureException {
        GifStructure structure = new GifStructure(file);
        structure.walk();
        return structure;
    }

    /** Columns of the logical screen, or more where the first frame goes beyond it. */
    int width() {
        return Math.max(little(SCREEN_WIDTH), right);
    }

    /** Rows of the logical screen, or more where the first frame goes beyond it. */
    int height() {
        return Math.max(little(SCREEN_HEIGHT), bottom);
    }

    /** Column of the logical screen where the first frame begins. */
    int left() {
        return left;
    }

    /** Row of the logical screen where the first frame begins. */
    int top() {
        return top;
    }

    private int little(int at) {
        return (file[at] & 0xFF) | ((file[at + 1] & 0xFF) << Byte.SIZE);
    }

    private void walk() throws CorruptPictureException {
        skip(HEADER_BYTES);
        skip(paletteBytes(FLAGS_IN_HEADER));
        for (int kind = next(); kind != TRAILER; kind = next()) {
            if (kind == EXTENSION) {
                skip(1);
                skipSubBlocks();
            } else if (kind == DESCRIPTOR) {
                frame();
            } // other bytes are padding, which PIL skips too
        }
        if (frames == 0) {
            throw new CorruptPictureException("the GIF file holds no picture");
        }
    }

    private void frame() throws CorruptPictureException {
        int start = position;
        skip(DESCRIPTOR_BYTES);
        if (frames == 0) {
            left = little(start);
            top = little(start + Short.BYTES);
            right = left + little(start + 2 * Short.BYTES);
            bottom = top + little(start + 3 * Short.BYTES);
        }
        skip(paletteBytes(start + FLAGS_IN_DESCRIPTOR));
        skip(1);
        skipSubBlocks();
        frames++;
    }

    private int paletteBytes(int flagsAt) {
        int flags = file[flagsAt];
        return (flags & HAS_PALETTE) == 0 ? 0 : COLOUR_BYTES << ((flags & PALETTE_SIZE) + 1);
    }

    private void skipSubBlocks() throws CorruptPictureException {
        for (int length = next(); length > 0; length = next()) {
            skip(length);
        }
    }

    private int next() throws CorruptPictureException {
        skip(1);
        return file[position - 1] & 0xFF;
    }

    private void skip(int count) throws CorruptPictureException {
        position += count;
        if (position > file.length) {
            throw new CorruptPictureException(
                    "the GIF file is truncated: it ends after " + file.length + " bytes without a trailer");
        }
    }
}
