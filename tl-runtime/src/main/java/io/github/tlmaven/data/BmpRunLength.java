package io.github.tlmaven.data;

/** Undoes the run-length coding of BMP files of 4 and 8 bits, where runs end with their row as in PIL. */
final class BmpRunLength {

    private static final int END_OF_ROW = 0;
    private static final int END_OF_PICTURE = 1;
    private static final int DELTA = 2;
    private static final int NIBBLE_BITS = 4;
    private static final int NIBBLE = 0xF;

    private final byte[] file;
    private final BmpStructure structure;
    private final boolean nibbles;
    private final byte[] indices;
    private int position;
    private int filled;

    private BmpRunLength(byte[] file, BmpStructure structure) {
        this.file = file;
        this.structure = structure;
        this.nibbles = structure.bits() == NIBBLE_BITS;
        this.indices = new byte[structure.width() * structure.height()];
        this.position = structure.pixelsAt();
    }

    /**
     * The rows in the file's order, one index a byte.
     *
     * @throws CorruptPictureException if the codes end before the picture does
     */
    static byte[] decode(byte[] file, BmpStructure structure) throws CorruptPictureException {
        BmpRunLength decoder = new BmpRunLength(file, structure);
        decoder.decode();
        return decoder.indices;
    }

    private void decode() throws CorruptPictureException {
        int width = structure.width();
        int column = 0;
        while (filled < indices.length) {
            int count = next();
            int value = next();
            if (count > 0) {
                int fitting = Math.min(count, Math.max(0, width - column));
                run(fitting, value);
                column += fitting;
            } else if (value == END_OF_ROW) {
                skip((width - filled % width) % width);
                column = 0;
            } else if (value == END_OF_PICTURE) {
                throw new CorruptPictureException(
                        "the BMP file's picture ends after " + filled + " of " + indices.length + " pixels");
            } else if (value == DELTA) {
                skip(next() + next() * width);
                column = filled % width;
            } else {
                literals(value);
                column += value;
            }
        }
    }

    private void run(int count, int value) {
        for (int i = 0; i < count && filled < indices.length; i++) {
            indices[filled++] = (byte) (nibbles ? nibble(value, i) : value);
        }
    }

    /** Pixels one by one, padded to whole words. */
    private void literals(int count) throws CorruptPictureException {
        int start = position;
        int each = nibbles ? 2 : 1;
        for (int done = 0; done < count; done += each) {
            run(Math.min(each, count - done), next());
        }
        position += (position - start) % 2;
    }

    private static int nibble(int value, int index) {
        return index % 2 == 0 ? value >>> NIBBLE_BITS : value & NIBBLE;
    }

    private void skip(long count) {
        filled = (int) Math.min(indices.length, filled + count);
    }

    private int next() throws CorruptPictureException {
        if (position >= file.length) {
            throw structure.truncated();
        }
        return file[position++] & 0xFF;
    }
}
