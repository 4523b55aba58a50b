package io.github.tlmaven.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The first directory of a TIFF file (TIFF 6.0, section 2): whole numbers by tag. Further pages are not looked at. */
final class TiffDirectory {

    private static final int DIRECTORY_AT = 4;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;
    private static final int COUNT_AT = 4;
    private static final int VALUE_AT = 8;
    private static final int TYPE_BYTE = 1;
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;

    private final ByteBuffer file;
    /** Where the entry of a tag begins. */
    private final Map<Integer, Integer> entries = new HashMap<>();

    private TiffDirectory(byte[] file) {
        this.file = ByteBuffer.wrap(file).order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /**
     * Reads the directory.
     *
     * @throws CorruptPictureException if it does not lie inside the file
     */
    static TiffDirectory of(byte[] file) throws CorruptPictureException {
        TiffDirectory directory = new TiffDirectory(file);
        directory.read();
        return directory;
    }

    private void read() throws CorruptPictureException {
        if (file.limit() < HEADER_BYTES) {
            throw truncated();
        }
        long at = Integer.toUnsignedLong(file.getInt(DIRECTORY_AT));
        require(at, Short.BYTES);
        int count = file.getShort((int) at) & 0xFFFF;
        require(at + Short.BYTES, (long) count * ENTRY_BYTES);
        for (int i = 0; i < count; i++) {
            int entry = (int) at + Short.BYTES + i * ENTRY_BYTES;
            entries.putIfAbsent(file.getShort(entry) & 0xFFFF, entry);
        }
    }

    ByteOrder order() {
        return file.order();
    }

    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /** The first number of a tag; the other where the tag is absent. */
    long number(int tag, long otherwise) throws CorruptPictureException {
        long[] numbers = numbers(tag);
        return numbers.length == 0 ? otherwise : numbers[0];
    }

    /**
     * The numbers of a tag, none where it is absent.
     *
     * @throws CorruptPictureException if they lie outside of the file or are no whole numbers
     */
    long[] numbers(int tag) throws CorruptPictureException {
        Integer entry = entries.get(tag);
        if (entry == null) {
            return new long[0];
        }
        int type = file.getShort(entry + Short.BYTES);
        int size = size(tag, type);
        long count = Integer.toUnsignedLong(file.getInt(entry + COUNT_AT));
        boolean inline = count * size <= Integer.BYTES;
        long at = inline ? entry + VALUE_AT : Integer.toUnsignedLong(file.getInt(entry + VALUE_AT));
        require(at, count * size);
        long[] numbers = new long[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number((int) at + i * size, size);
        }
        return numbers;
    }

    private static int size(int tag, int type) throws CorruptPictureException {
        return switch (type) {
            case TYPE_BYTE -> Byte.BYTES;
            case TYPE_SHORT -> Short.BYTES;
            case TYPE_LONG -> Integer.BYTES;
            default ->
                throw new CorruptPictureException("the TIFF file is damaged: its tag " + tag + " has type " + type
                        + " instead of a whole number");
        };
    }

    private long number(int at, int size) {
        return switch (size) {
            case Byte.BYTES -> file.get(at) & 0xFF;
            case Short.BYTES -> file.getShort(at) & 0xFFFF;
            default -> Integer.toUnsignedLong(file.getInt(at));
        };
    }

    /** Refuses a piece that does not lie inside the file. */
    void require(long at, long length) throws CorruptPictureException {
        if (at + length > file.limit()) {
            throw truncated();
        }
    }

    private CorruptPictureException truncated() {
        return new CorruptPictureException("the TIFF file is truncated: it ends after " + file.limit()
                + " bytes, before what its directory names");
    }
}
