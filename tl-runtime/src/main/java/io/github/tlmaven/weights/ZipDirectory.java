package io.github.tlmaven.weights;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The entries of a zip that {@code torch.save} wrote, found through its central directory (PKWARE's APPNOTE 4.3.12 to
 * 4.3.16, with the 64-bit forms). torch stores entries without compression (but for TorchScript's code), so a tensor is
 * read where it stands; the content of a compressed entry is refused, and nothing of a zip can unfold to more than its
 * size. The entries' checksums are not looked at: torch can be told to leave them out, and the whole file is digested.
 */
final class ZipDirectory {

    /** Most entries; each tensor's storage is one. */
    static final int MAX_ENTRIES = 1 << 18;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_COUNT = 10;
    private static final int END_OFFSET = 16;
    private static final int MAX_COMMENT = 0xFFFF;

    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_END64 = 8;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int END64_COUNT = 32;
    private static final int END64_OFFSET = 48;

    private static final int HEADER_SIGNATURE = 0x02014b50;
    private static final int HEADER_BYTES = 46;
    private static final int HEADER_FLAGS = 8;
    private static final int HEADER_METHOD = 10;
    private static final int HEADER_PACKED = 20;
    private static final int HEADER_BYTES_UNPACKED = 24;
    private static final int HEADER_NAME = 28;
    private static final int HEADER_EXTRA = 30;
    private static final int HEADER_COMMENT = 32;
    private static final int HEADER_LOCAL = 42;

    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int LOCAL_NAME = 26;
    private static final int LOCAL_EXTRA = 28;

    private static final int ENCRYPTED = 1;
    private static final int STORED = 0;
    private static final int EXTRA_HEAD = 4;
    private static final int EXTRA_ZIP64 = 1;
    private static final long IN_EXTRA = 0xFFFF_FFFFL;

    private final FileMapping file;
    private long endPosition;

    private ZipDirectory(FileMapping file) {
        this.file = file;
    }

    /**
     * All entries by name, in the directory's order.
     *
     * @throws UnreadableException if the file is cut or damaged, or has an entry twice or encrypted
     */
    static Map<String, ZipEntry> read(FileMapping file) throws UnreadableException {
        ZipDirectory directory = new ZipDirectory(file);
        ByteBuffer end = directory.end();
        long count = Short.toUnsignedLong(end.getShort(END_COUNT));
        long offset = Integer.toUnsignedLong(end.getInt(END_OFFSET));
        long locator = directory.endPosition - LOCATOR_BYTES;
        if (locator >= 0 && file.window(locator, LOCATOR_BYTES).getInt(0) == LOCATOR_SIGNATURE) {
            long position = file.window(locator, LOCATOR_BYTES).getLong(LOCATOR_END64);
            ByteBuffer end64 = directory.window(position, END64_BYTES, END64_SIGNATURE, "64-bit end record");
            count = end64.getLong(END64_COUNT);
            offset = end64.getLong(END64_OFFSET);
        }
        if (count < 0 || count > MAX_ENTRIES) {
            throw new UnreadableException(
                    "claims " + Long.toUnsignedString(count) + " entries; at most " + MAX_ENTRIES + " are read");
        }
        return directory.entries(offset, (int) count);
    }

    private ByteBuffer end() throws UnreadableException {
        long first = Math.max(0, file.size() - END_BYTES - MAX_COMMENT);
        for (long at = file.size() - END_BYTES; at >= first; at--) {
            ByteBuffer record = file.window(at, END_BYTES);
            if (record.getInt(0) == END_SIGNATURE) {
                endPosition = at;
                return record;
            }
        }
        throw new UnreadableException("truncated: a zip without the directory that stands at its end");
    }

    private Map<String, ZipEntry> entries(long offset, int count) throws UnreadableException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        long at = offset;
        for (int i = 0; i < count; i++) {
            ByteBuffer header = window(at, HEADER_BYTES, HEADER_SIGNATURE, "entry " + (i + 1) + " of its directory");
            int nameBytes = Short.toUnsignedInt(header.getShort(HEADER_NAME));
            int extraBytes = Short.toUnsignedInt(header.getShort(HEADER_EXTRA));
            int commentBytes = Short.toUnsignedInt(header.getShort(HEADER_COMMENT));
            ByteBuffer rest =
                    window(at + HEADER_BYTES, nameBytes + extraBytes, "entry " + (i + 1) + " of its directory");
            String name =
                    StandardCharsets.UTF_8.decode(rest.slice(0, nameBytes)).toString();
            ByteBuffer extra = rest.slice(nameBytes, extraBytes).order(rest.order());
            if (entries.put(name, entry(name, header, extra)) != null) {
                throw new UnreadableException("has two entries named '" + ProblemList.shown(name) + "'");
            }
            at += HEADER_BYTES + nameBytes + extraBytes + commentBytes;
        }
        return Collections.unmodifiableMap(entries);
    }

    private ZipEntry entry(String name, ByteBuffer header, ByteBuffer extra) throws UnreadableException {
        String shown = "entry '" + ProblemList.shown(name) + "'";
        if ((header.getShort(HEADER_FLAGS) & ENCRYPTED) != 0) {
            throw new UnreadableException(shown + " is encrypted");
        }
        boolean stored = header.getShort(HEADER_METHOD) == STORED;
        ByteBuffer wide = zip64(extra);
        long bytes = wide(header.getInt(HEADER_BYTES_UNPACKED), wide, shown);
        long packed = wide(header.getInt(HEADER_PACKED), wide, shown);
        long local = wide(header.getInt(HEADER_LOCAL), wide, shown);
        if (stored && packed != bytes) {
            throw new UnreadableException(shown + " is stored, but has " + packed + " bytes for " + bytes);
        }
        ByteBuffer head = window(local, LOCAL_BYTES, LOCAL_SIGNATURE, shown);
        long start = local
                + LOCAL_BYTES
                + Short.toUnsignedInt(head.getShort(LOCAL_NAME))
                + Short.toUnsignedInt(head.getShort(LOCAL_EXTRA));
        if (packed < 0 || start > file.size() - packed) {
            throw new UnreadableException(
                    "truncated: " + shown + " has " + packed + " bytes at " + start + " of " + file.size());
        }
        return new ZipEntry(name, stored, new StoredBytes(start, packed));
    }

    /** The extra field with the lengths and places that take 64 bits; empty if there is none. */
    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= EXTRA_HEAD) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            if (id == EXTRA_ZIP64) {
                return extra.slice(extra.position(), length).order(extra.order());
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    /** A number of the header, or the next one of the extra field where the header's is too narrow for it. */
    private static long wide(int narrow, ByteBuffer extra, String shown) throws UnreadableException {
        if (Integer.toUnsignedLong(narrow) != IN_EXTRA) {
            return Integer.toUnsignedLong(narrow);
        }
        if (extra.remaining() < Long.BYTES) {
            throw new UnreadableException(shown + " lacks its 64-bit length");
        }
        return extra.getLong();
    }

    private ByteBuffer window(long position, int length, int signature, String what) throws UnreadableException {
        ByteBuffer window = window(position, length, what);
        if (window.getInt(0) != signature) {
            throw new UnreadableException("damaged: no " + what + " at byte " + position);
        }
        return window;
    }

    private ByteBuffer window(long position, int length, String what) throws UnreadableException {
        if (position < 0 || position > file.size() - length) {
            throw new UnreadableException("truncated: " + what + " would stand at byte "
                    + Long.toUnsignedString(position) + " of " + file.size());
        }
        return file.window(position, length);
    }
}
