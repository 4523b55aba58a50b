package io.github.tlmaven.data;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** How the blocks of a TIFF file are packed (TIFF 6.0, sections 9, 13; Adobe's and the old code of Deflate). */
enum TiffCompression {
    NONE(1, 1) {
        @Override
        int unpack(byte[] file, int from, int length, byte[] target) {
            int bytes = Math.min(length, target.length);
            System.arraycopy(file, from, target, 0, bytes);
            return bytes;
        }
    },
    LZW(5, 4096) {
        @Override
        int unpack(byte[] file, int from, int length, byte[] target) throws CorruptPictureException {
            return new TiffLzw(file, from, length).decode(target);
        }
    },
    DEFLATE(8, 1100) {
        @Override
        int unpack(byte[] file, int from, int length, byte[] target) throws CorruptPictureException {
            return inflate(file, from, length, target);
        }
    },
    OLD_DEFLATE(32946, 1100) {
        @Override
        int unpack(byte[] file, int from, int length, byte[] target) throws CorruptPictureException {
            return inflate(file, from, length, target);
        }
    },
    PACK_BITS(32773, 64) {
        @Override
        int unpack(byte[] file, int from, int length, byte[] target) {
            return unpackBits(file, from, length, target);
        }
    };

    private static final int MOST_LITERALS = 128;

    private final int code;
    private final int expansion;

    TiffCompression(int code, int expansion) {
        this.code = code;
        this.expansion = expansion;
    }

    /**
     * The compression of a code.
     *
     * @throws CorruptPictureException if it is none of these
     */
    static TiffCompression of(int code) throws CorruptPictureException {
        for (TiffCompression compression : values()) {
            if (compression.code == code) {
                return compression;
            }
        }
        throw new CorruptPictureException(
                "a TIFF file with compression " + code + " is not supported: save it with LZW or Deflate, or as PNG");
    }

    /** An upper bound of the bytes that one packed byte can become: what is above it needs no memory to be refused. */
    int expansion() {
        return expansion;
    }

    /**
     * Fills the target as far as the data goes, and returns how far.
     *
     * @throws CorruptPictureException if the data is damaged
     */
    abstract int unpack(byte[] file, int from, int length, byte[] target) throws CorruptPictureException;

    private static int inflate(byte[] file, int from, int length, byte[] target) throws CorruptPictureException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(file, from, length);
            int filled = 0;
            int count = 1;
            while (filled < target.length && count > 0) {
                count = inflater.inflate(target, filled, target.length - filled);
                filled += count;
            }
            return filled;
        } catch (DataFormatException e) {
            throw new CorruptPictureException("the TIFF file is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static int unpackBits(byte[] file, int from, int length, byte[] target) {
        int end = from + length;
        int filled = 0;
        int at = from;
        while (at + 1 < end && filled < target.length) {
            int count = file[at++] & 0xFF;
            if (count < MOST_LITERALS) {
                int literals = Math.min(Math.min(count + 1, end - at), target.length - filled);
                System.arraycopy(file, at, target, filled, literals);
                at += count + 1;
                filled += literals;
            } else if (count > MOST_LITERALS) {
                int run = Math.min(2 * MOST_LITERALS + 1 - count, target.length - filled);
                Arrays.fill(target, filled, filled + run, file[at++]);
                filled += run;
            }
        }
        return filled;
    }
}
