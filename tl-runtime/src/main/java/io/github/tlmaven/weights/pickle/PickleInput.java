package io.github.tlmaven.weights.pickle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of one pickle or of several, one behind the other, read once from the first to the last. Where fewer are left than
 * asked for, each method throws {@link PickleException}; nothing is allocated before it is known to be there.
 */
public final class PickleInput {

    /** Longest text, in bytes; names and notes are far shorter. */
    static final int MAX_TEXT = 1 << 20;

    private static final int CHUNK = 1 << 16;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Bytes bytes;
    private final long end;
    private long chunkStart;
    private ByteBuffer chunk = NOTHING;

    /** Bytes by their place. */
    @FunctionalInterface
    public interface Bytes {

        /**
         * A view of bytes that are there.
         *
         * @param position of the first, counted from the start of the file
         * @param length   how many; 1 or more
         * @return positioned at the first byte, in any byte order
         */
        ByteBuffer window(long position, int length);
    }

    /**
     * Reads from one position up to another.
     *
     * @param bytes that all positions from start to before end have
     * @param start position of the first pickle
     * @param end   position behind the last byte
     */
    public PickleInput(Bytes bytes, long start, long end) {
        this.bytes = bytes;
        this.end = end;
        this.chunkStart = start;
    }

    /** Position of the next byte. */
    public long position() {
        return chunkStart + chunk.position();
    }

    int unsignedByte() throws PickleException {
        return Byte.toUnsignedInt(available(Byte.BYTES).get());
    }

    int unsignedShort() throws PickleException {
        return Short.toUnsignedInt(
                available(Short.BYTES).order(ByteOrder.LITTLE_ENDIAN).getShort());
    }

    int littleEndianInt() throws PickleException {
        return available(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** A count of four bytes, without sign. */
    long unsignedInt() throws PickleException {
        return Integer.toUnsignedLong(littleEndianInt());
    }

    double bigEndianDouble() throws PickleException {
        return available(Double.BYTES).order(ByteOrder.BIG_ENDIAN).getDouble();
    }

    byte[] bytes(long length) throws PickleException {
        if (length > MAX_TEXT) {
            throw new PickleException("a text of " + length + " bytes; at most " + MAX_TEXT + " are read");
        }
        byte[] content = new byte[Math.toIntExact(length)];
        available(content.length).get(content);
        return content;
    }

    String utf8(long length) throws PickleException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(length)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PickleException("a text that is not UTF-8", e);
        }
    }

    String latin1(long length) throws PickleException {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    /** A line, without its end. */
    String line(int maxLength) throws PickleException {
        StringBuilder line = new StringBuilder();
        for (int next = unsignedByte(); next != '\n'; next = unsignedByte()) {
            if (line.length() == maxLength) {
                throw new PickleException("a name of more than " + maxLength + " bytes");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    void skip(int length) throws PickleException {
        ByteBuffer skipped = available(length);
        skipped.position(skipped.position() + length);
    }

    private ByteBuffer available(int length) throws PickleException {
        if (chunk.remaining() < length) {
            long position = position();
            if (length > end - position) {
                throw new PickleException(
                        "truncated: " + length + " bytes more are needed, " + (end - position) + " are there");
            }
            chunkStart = position;
            chunk = bytes.window(position, (int) Math.min(Math.max(CHUNK, length), end - position));
        }
        return chunk;
    }
}
