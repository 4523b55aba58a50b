package io.github.tlmaven.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Reads a BMP file's headers and checks that all rows are there. Where they are run-length coded their lengths are not
 * known before they are decoded.
 */
final class BmpStructure {

    private static final int PIXELS_AT = 10;
    private static final int HEADER_AT = 14;
    private static final int WIDTH_AT = 18;
    private static final int OLD_HEIGHT_AT = 20;
    private static final int HEIGHT_AT = 22;
    private static final int OLD_BITS_AT = 24;
    private static final int BITS_AT = 28;
    private static final int COMPRESSION_AT = 30;
    private static final int COLOURS_AT = 46;
    private static final int MASKS_AT = 54;
    private static final int OLD_HEADER_BYTES = 12;
    private static final int HEADER_BYTES = 40;
    private static final int SMALLEST_FILE = 54;

    private static final int UNCOMPRESSED = 0;
    private static final int RUN_LENGTH_8 = 1;
    private static final int RUN_LENGTH_4 = 2;
    private static final int BIT_FIELDS = 3;
    private static final Set<Integer> DEPTHS = Set.of(1, 4, 8, 16, 24, 32);
    private static final int PALETTE_BITS = 8;
    private static final int WORD_BITS = 16;
    private static final int[] WORD_MASKS = {0x7C00, 0x03E0, 0x001F};
    private static final int[] WIDE_MASKS = {0xFF0000, 0x00FF00, 0x0000FF};

    private final ByteBuffer file;
    private final boolean old;
    private final int headerEnd;
    private final int width;
    private final int signedHeight;
    private final int bits;
    private final int compression;

    private BmpStructure(byte[] bytes) throws CorruptPictureException {
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < SMALLEST_FILE) {
            throw truncated();
        }
        int headerBytes = file.getInt(HEADER_AT);
        old = headerBytes == OLD_HEADER_BYTES;
        if (!old && (headerBytes < HEADER_BYTES || headerBytes > bytes.length - HEADER_AT)) {
            throw new CorruptPictureException("the BMP file has a header of " + headerBytes + " bytes, not of "
                    + OLD_HEADER_BYTES + " or at least " + HEADER_BYTES);
        }
        headerEnd = HEADER_AT + headerBytes;
        width = old ? file.getShort(WIDTH_AT) & 0xFFFF : file.getInt(WIDTH_AT);
        signedHeight = old ? file.getShort(OLD_HEIGHT_AT) & 0xFFFF : file.getInt(HEIGHT_AT);
        bits = file.getShort(old ? OLD_BITS_AT : BITS_AT);
        compression = old ? UNCOMPRESSED : file.getInt(COMPRESSION_AT);
    }

    /**
     * Reads the structure.
     *
     * @throws CorruptPictureException if the file is truncated or damaged
     */
    static BmpStructure of(byte[] file) throws CorruptPictureException {
        BmpStructure structure = new BmpStructure(file);
        structure.check();
        return structure;
    }

    private void check() throws CorruptPictureException {
        boolean fits = switch (compression) {
            case UNCOMPRESSED -> DEPTHS.contains(bits);
            case RUN_LENGTH_8 -> bits == PALETTE_BITS;
            case RUN_LENGTH_4 -> bits == PALETTE_BITS / 2;
            case BIT_FIELDS -> bits >= WORD_BITS && DEPTHS.contains(bits);
            default -> false;
        };
        if (!fits) {
            throw new CorruptPictureException("a BMP file of " + bits + " bits a pixel and compression " + compression
                    + " is not supported: save it as PNG");
        }
        if (!masksKnown()) {
            throw new CorruptPictureException("the BMP file's masks of red, green and blue are not usable");
        }
        long end = runLength() ? pixelsAt() : pixelsAt() + rowBytes() * Math.abs((long) signedHeight);
        if (pixelsAt() < headerEnd || end > file.limit()) {
            throw truncated();
        }
    }

    private boolean masksKnown() {
        for (int mask : masks()) {
            int ones = mask >>> Integer.numberOfTrailingZeros(mask);
            if (mask == 0 || (ones & (ones + 1)) != 0) {
                return false;
            }
        }
        return true;
    }

    int width() {
        return width;
    }

    int height() {
        return Math.abs(signedHeight);
    }

    /** Whether the first row is the top one. */
    boolean topDown() {
        return signedHeight < 0;
    }

    /** Bits of a pixel: 1, 4, 8, 16, 24 or 32. */
    int bits() {
        return bits;
    }

    boolean runLength() {
        return compression == RUN_LENGTH_8 || compression == RUN_LENGTH_4;
    }

    /** Which bits of a pixel of 16, 24 or 32 bits are red, green and blue; each mask's ones stand together. */
    int[] masks() {
        boolean named = compression == BIT_FIELDS && file.limit() >= MASKS_AT + RgbImage.CHANNELS * Integer.BYTES;
        int[] masks = (bits == WORD_BITS ? WORD_MASKS : WIDE_MASKS).clone();
        long all = 0;
        for (int i = 0; named && i < masks.length; i++) {
            all |= file.getInt(MASKS_AT + i * Integer.BYTES);
        }
        for (int i = 0; all != 0 && i < masks.length; i++) {
            masks[i] = file.getInt(MASKS_AT + i * Integer.BYTES);
        }
        return masks;
    }

    /** The palette's colours as 0xRRGGBB; indices beyond those in the file are black. */
    int[] palette() {
        int[] palette = new int[1 << Math.min(bits, PALETTE_BITS)];
        int entry = old ? RgbImage.CHANNELS : Integer.BYTES;
        int named = old ? 0 : file.getInt(COLOURS_AT);
        int count = named <= 0 || named > palette.length ? palette.length : named;
        int end = Math.min(pixelsAt() > headerEnd ? pixelsAt() : file.limit(), file.limit());
        for (int i = 0, at = headerEnd; i < count && at + entry <= end; i++, at += entry) {
            palette[i] = (file.get(at) & 0xFF)
                    | ((file.get(at + 1) & 0xFF) << Byte.SIZE)
                    | ((file.get(at + 2) & 0xFF) << (2 * Byte.SIZE));
        }
        return palette;
    }

    /** Where the rows begin. */
    int pixelsAt() {
        int at = file.getInt(PIXELS_AT);
        return at < 0 ? Integer.MAX_VALUE : at;
    }

    /** Bytes of a row that is not run-length coded, padded to a multiple of four. */
    long rowBytes() {
        return ((long) width * bits + Integer.SIZE - 1) / Integer.SIZE * Integer.BYTES;
    }

    /** The reason of a file that ends too early. */
    CorruptPictureException truncated() {
        return new CorruptPictureException("the BMP file is truncated: it ends after " + file.limit() + " bytes");
    }
}
