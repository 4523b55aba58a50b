package io.github.tlmaven.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Decodes BMP files as PIL does: fields of fewer than 8 bits are spread over 0…255, rounded down, and a fourth channel is
 * passed over. OpenCV spreads them otherwise and takes every 32-bit file for BGRA.
 */
final class BmpDecoder {

    private static final int PALETTE_BITS = 8;
    private static final int WORD_BITS = 16;

    private final byte[] file;
    private final BmpStructure structure;
    private final byte[] rgb;

    private BmpDecoder(byte[] file, BmpStructure structure) {
        this.file = file;
        this.structure = structure;
        this.rgb = new byte[structure.width() * structure.height() * RgbImage.CHANNELS];
    }

    /**
     * Decodes a file whose structure was read.
     *
     * @throws CorruptPictureException if run-length coded rows end too early
     */
    static RgbImage decode(byte[] file, BmpStructure structure) throws CorruptPictureException {
        BmpDecoder decoder = new BmpDecoder(file, structure);
        if (structure.bits() > PALETTE_BITS) {
            decoder.direct();
        } else {
            decoder.indexed();
        }
        return new RgbImage(structure.width(), structure.height(), decoder.rgb);
    }

    /** Index into the pixels of the first one of the row that is stored as the {@code row}-th. */
    private int target(int row) {
        return (structure.topDown() ? row : structure.height() - 1 - row) * structure.width() * RgbImage.CHANNELS;
    }

    private void direct() {
        int[] masks = structure.masks();
        int bytes = structure.bits() / Byte.SIZE;
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < structure.height(); row++) {
            int from = structure.pixelsAt() + (int) structure.rowBytes() * row;
            int to = target(row);
            for (int x = 0; x < structure.width(); x++, from += bytes) {
                int pixel = bytes == Integer.BYTES ? in.getInt(from) : in.getShort(from) & 0xFFFF;
                if (structure.bits() > WORD_BITS && bytes < Integer.BYTES) {
                    pixel |= (in.get(from + Short.BYTES) & 0xFF) << WORD_BITS;
                }
                for (int mask : masks) {
                    rgb[to++] = field(pixel, mask);
                }
            }
        }
    }

    private static byte field(int pixel, int mask) {
        int shift = Integer.numberOfTrailingZeros(mask);
        long largest = Integer.toUnsignedLong(mask) >>> shift;
        long value = Integer.toUnsignedLong(pixel & mask) >>> shift;
        return (byte) (largest == SampleMath.MAX ? value : value * SampleMath.MAX / largest);
    }

    private void indexed() throws CorruptPictureException {
        int[] palette = structure.palette();
        byte[] decoded = structure.runLength() ? BmpRunLength.decode(file, structure) : file;
        int bits = structure.runLength() ? Byte.SIZE : structure.bits();
        int start = structure.runLength() ? 0 : structure.pixelsAt();
        int rowBytes = structure.runLength() ? structure.width() : (int) structure.rowBytes();
        for (int row = 0; row < structure.height(); row++) {
            int to = target(row);
            for (int x = 0; x < structure.width(); x++) {
                int bit = x * bits;
                int byteOfRow = decoded[start + row * rowBytes + bit / Byte.SIZE] & 0xFF;
                int index = (byteOfRow >>> (Byte.SIZE - bits - bit % Byte.SIZE)) & ((1 << bits) - 1);
                int colour = palette[index % palette.length];
                rgb[to++] = (byte) (colour >>> (2 * Byte.SIZE));
                rgb[to++] = (byte) (colour >>> Byte.SIZE);
                rgb[to++] = (byte) colour;
            }
        }
    }
}
