package io.github.tlmaven.data;

/** Lempel, Ziv and Welch's coding as TIFF has it (TIFF 6.0, section 13): first bits high, codes that grow one early. */
final class TiffLzw {

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST_FREE = 258;
    private static final int FIRST_BITS = 9;
    private static final int LAST_BITS = 12;
    private static final int CODES = 1 << LAST_BITS;

    private final byte[] file;
    private final int end;
    private int position;
    private int buffered;
    private int bufferedBits;

    private final int[] prefix = new int[CODES];
    private final byte[] last = new byte[CODES];
    private final int[] length = new int[CODES];
    private int free = FIRST_FREE;
    private int bits = FIRST_BITS;

    TiffLzw(byte[] file, int from, int length) {
        this.file = file;
        this.position = from;
        this.end = from + length;
        for (int code = 0; code < CLEAR; code++) {
            last[code] = (byte) code;
            this.length[code] = 1;
        }
    }

    /**
     * Fills the target as far as the codes go, and returns how far.
     *
     * @throws CorruptPictureException if a code stands for nothing yet
     */
    int decode(byte[] target) throws CorruptPictureException {
        int filled = 0;
        int previous = -1;
        while (filled < target.length) {
            int code = next();
            if (code == END) {
                break;
            }
            if (code == CLEAR) {
                free = FIRST_FREE;
                bits = FIRST_BITS;
                previous = -1;
                continue;
            }
            if (code > free || (code == free && previous < 0)) {
                throw new CorruptPictureException("the TIFF file is damaged: its LZW code " + code + " is not known");
            }
            if (previous >= 0) {
                // A code that is being made stands for the previous text and its own first byte.
                add(previous, first(code == free ? previous : code));
            }
            filled = write(code, target, filled);
            previous = code;
        }
        return filled;
    }

    private void add(int before, byte added) {
        if (free < CODES) {
            prefix[free] = before;
            last[free] = added;
            length[free] = length[before] + 1;
            free++;
        }
        if (free + 1 >= (1 << bits) && bits < LAST_BITS) {
            bits++;
        }
    }

    private byte first(int code) {
        int at = code;
        while (length[at] > 1) {
            at = prefix[at];
        }
        return last[at];
    }

    /** Writes the text of a code from its end to its start; what does not fit is dropped. */
    private int write(int code, byte[] target, int filled) {
        int after = filled + length[code];
        int at = code;
        for (int to = after - 1; to >= filled; to--) {
            if (to < target.length) {
                target[to] = last[at];
            }
            at = prefix[at];
        }
        return Math.min(after, target.length);
    }

    /** The next code; {@link #END} where the data ends. */
    private int next() {
        while (bufferedBits < bits) {
            if (position >= end) {
                return END;
            }
            buffered = (buffered << Byte.SIZE) | (file[position++] & 0xFF);
            bufferedBits += Byte.SIZE;
        }
        bufferedBits -= bits;
        int code = buffered >>> bufferedBits;
        buffered &= (1 << bufferedBits) - 1;
        return code;
    }
}
