package io.github.tlmaven.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads a BMP file's header and checks that all rows are there. Run-length coded and 16-bit files are refused, because
 * readers do not agree on them.
 *
 * @param width  columns
 * @param height rows
 */
record BmpStructure(int width, int height) {

    private static final int PIXELS_AT = 10;
    private static final int HEADER_SIZE_AT = 14;
    private static final int WIDTH_AT = 18;
    private static final int OLD_HEIGHT_AT = 20;
    private static final int HEIGHT_AT = 22;
    private static final int OLD_BITS_AT = 24;
    private static final int BITS_AT = 28;
    private static final int COMPRESSION_AT = 30;
    private static final int OLD_HEADER_SIZE = 12;
    private static final int SMALLEST_FILE = 54;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final int HIGH_COLOUR = 16;

    /**
     * Reads the structure.
     *
     * @throws CorruptPictureException if the file is truncated or of a rare kind
     */
    static BmpStructure of(byte[] file) throws CorruptPictureException {
        if (file.length < SMALLEST_FILE) {
            throw truncated(file.length);
        }
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        boolean old = in.getInt(HEADER_SIZE_AT) == OLD_HEADER_SIZE;
        int width = old ? in.getShort(WIDTH_AT) : in.getInt(WIDTH_AT);
        int height = Math.abs(old ? in.getShort(OLD_HEIGHT_AT) : in.getInt(HEIGHT_AT));
        int bits = in.getShort(old ? OLD_BITS_AT : BITS_AT);
        int compression = old ? UNCOMPRESSED : in.getInt(COMPRESSION_AT);
        if ((compression != UNCOMPRESSED && compression != BIT_FIELDS) || bits == HIGH_COLOUR) {
            throw new CorruptPictureException(
                    "run-length coded and 16-bit BMP files are not supported: save it as PNG");
        }
        long rowBytes = ((long) width * bits + Integer.SIZE - 1) / Integer.SIZE * Integer.BYTES;
        if ((in.getInt(PIXELS_AT) & 0xFFFFFFFFL) + rowBytes * height > file.length) {
            throw truncated(file.length);
        }
        return new BmpStructure(width, height);
    }

    private static CorruptPictureException truncated(int length) {
        return new CorruptPictureException("the BMP file is truncated: it ends after " + length + " bytes");
    }
}
