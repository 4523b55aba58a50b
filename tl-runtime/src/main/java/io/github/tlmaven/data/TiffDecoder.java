package io.github.tlmaven.data;

import java.nio.ByteOrder;
import java.util.Arrays;

/** Unpacks the strips or tiles of a TIFF file into rows of samples, and lets {@link TiffColours} make pixels of them. */
final class TiffDecoder {

    private final byte[] file;
    private final TiffStructure structure;
    private final long[] offsets;
    private final long[] lengths;
    private final TiffColours colours;
    private final int samplesOfBlock;

    private TiffDecoder(byte[] file, TiffStructure structure) throws CorruptPictureException {
        this.file = file;
        this.structure = structure;
        this.offsets = structure.offsets();
        this.lengths = structure.lengths();
        this.colours = new TiffColours(structure);
        this.samplesOfBlock = structure.planar() ? 1 : structure.samples();
    }

    /**
     * Decodes a file whose structure was read and whose size was accepted.
     *
     * @throws CorruptPictureException if the file is truncated or damaged
     */
    static RgbImage decode(byte[] file, TiffStructure structure) throws CorruptPictureException {
        TiffDecoder decoder = new TiffDecoder(file, structure);
        decoder.checkBlocks();
        byte[] rgb = new byte[structure.width() * structure.height() * RgbImage.CHANNELS];
        int across = ceiling(structure.width(), structure.blockWidth());
        int down = ceiling(structure.height(), structure.blockHeight());
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                decoder.block(x, y, rgb);
            }
        }
        return new RgbImage(structure.width(), structure.height(), rgb);
    }

    private static int ceiling(int whole, int part) {
        return (int) (((long) whole + part - 1) / part);
    }

    private int blocksOfPlane() {
        return ceiling(structure.width(), structure.blockWidth())
                * ceiling(structure.height(), structure.blockHeight());
    }

    private long rowBytes() {
        return ((long) structure.blockWidth() * samplesOfBlock * structure.bits() + Byte.SIZE - 1) / Byte.SIZE;
    }

    private int rowsOf(int index) {
        int top =
                index % blocksOfPlane() / ceiling(structure.width(), structure.blockWidth()) * structure.blockHeight();
        return structure.tiled()
                ? structure.blockHeight()
                : Math.min(structure.blockHeight(), structure.height() - top);
    }

    private void checkBlocks() throws CorruptPictureException {
        long needed = (long) blocksOfPlane() * (structure.planar() ? structure.samples() : 1);
        if (offsets.length < needed || lengths.length < needed) {
            throw damaged(
                    "it names " + Math.min(offsets.length, lengths.length) + " of " + needed + " strips or tiles");
        }
        for (int i = 0; i < needed; i++) {
            long bytes = rowBytes() * rowsOf(i);
            // What is not packed has its length from the picture; some writers name another.
            boolean packed = structure.compression() != TiffCompression.NONE;
            structure.requireInside(offsets[i], packed ? lengths[i] : bytes);
            if (packed && bytes > lengths[i] * structure.compression().expansion()) {
                throw damaged("a strip or tile of " + lengths[i] + " bytes cannot hold " + bytes);
            }
            if (bytes > Integer.MAX_VALUE) {
                throw damaged("a strip or tile of " + bytes + " bytes is too large");
            }
        }
    }

    private static CorruptPictureException damaged(String what) {
        return new CorruptPictureException("the TIFF file is damaged: " + what);
    }

    private void block(int x, int y, byte[] rgb) throws CorruptPictureException {
        int index = y * ceiling(structure.width(), structure.blockWidth()) + x;
        int left = x * structure.blockWidth();
        int columns = Math.min(structure.blockWidth(), structure.width() - left);
        int top = y * structure.blockHeight();
        int rows = Math.min(structure.blockHeight(), structure.height() - top);
        byte[][] planes = new byte[structure.planar() ? structure.samples() : 1][];
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane] = unpacked(index + plane * blocksOfPlane());
        }
        int[] samples = new int[columns * structure.samples()];
        for (int row = 0; row < rows; row++) {
            for (int plane = 0; plane < planes.length; plane++) {
                samples(planes[plane], row, samples, plane);
            }
            colours.write(samples, rgb, ((top + row) * structure.width() + left) * RgbImage.CHANNELS);
        }
    }

    private byte[] unpacked(int index) throws CorruptPictureException {
        int rows = rowsOf(index);
        byte[] block = new byte[(int) (rowBytes() * rows)];
        boolean packed = structure.compression() != TiffCompression.NONE;
        int from = (int) offsets[index];
        int length = packed ? (int) lengths[index] : block.length;
        byte[] source = file;
        if (structure.reversed()) {
            source = reversed(from, length);
            from = 0;
        }
        int filled = structure.compression().unpack(source, from, length, block);
        if (filled < block.length) {
            throw damaged("strip or tile " + index + " holds " + filled + " of " + block.length + " bytes");
        }
        if (structure.differences()) {
            addUp(block, rows);
        }
        return block;
    }

    private byte[] reversed(int from, int length) {
        byte[] piece = Arrays.copyOfRange(file, from, from + length);
        for (int i = 0; i < piece.length; i++) {
            piece[i] = (byte) (Integer.reverse(piece[i]) >>> (Integer.SIZE - Byte.SIZE));
        }
        return piece;
    }

    /** Undoes the differences between neighbours. */
    private void addUp(byte[] block, int rows) {
        int rowBytes = block.length / rows;
        int sampleBytes = structure.bits() / Byte.SIZE;
        int step = samplesOfBlock * sampleBytes;
        for (int row = 0; row < rows; row++) {
            int end = (row + 1) * rowBytes;
            for (int at = row * rowBytes + step; at < end; at += sampleBytes) {
                int sum = sample(block, at, sampleBytes) + sample(block, at - step, sampleBytes);
                put(block, at, sampleBytes, sum);
            }
        }
    }

    /** Where the high byte of the two of a sample lies. */
    private int high(int at) {
        return structure.order() == ByteOrder.BIG_ENDIAN ? at : at + 1;
    }

    private int low(int at) {
        return structure.order() == ByteOrder.BIG_ENDIAN ? at + 1 : at;
    }

    private int sample(byte[] block, int at, int bytes) {
        if (bytes == 1) {
            return block[at] & 0xFF;
        }
        return ((block[high(at)] & 0xFF) << Byte.SIZE) | (block[low(at)] & 0xFF);
    }

    private void put(byte[] block, int at, int bytes, int value) {
        if (bytes == 1) {
            block[at] = (byte) value;
        } else {
            block[high(at)] = (byte) (value >>> Byte.SIZE);
            block[low(at)] = (byte) value;
        }
    }

    /** A row's samples in their own depth; of planes each fills its part of every pixel. */
    private void samples(byte[] block, int row, int[] target, int plane) {
        int step = structure.planar() ? structure.samples() : 1;
        int bits = structure.bits();
        int start = (int) rowBytes() * row;
        for (int to = plane, i = 0; to < target.length; to += step, i++) {
            int bit = i * bits;
            if (bits >= Byte.SIZE) {
                target[to] = sample(block, start + bit / Byte.SIZE, bits / Byte.SIZE);
            } else {
                int shift = Byte.SIZE - bits - bit % Byte.SIZE;
                target[to] = ((block[start + bit / Byte.SIZE] & 0xFF) >>> shift) & ((1 << bits) - 1);
            }
        }
    }
}
