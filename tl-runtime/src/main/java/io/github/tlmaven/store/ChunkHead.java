package io.github.tlmaven.store;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.FeatureType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Chunk} says of itself at its head. It is not digested by itself: a wrong key leads to rows that are
 * digested before they are used.
 *
 * @param type     of the values
 * @param rowShape (H, W, C) or (C)
 * @param keys     32 bytes for each row
 */
record ChunkHead(FeatureType type, List<Long> rowShape, ByteBuffer keys) {

    /** Other first bytes count as damage, so another format needs other spaces: those are told apart by their digest. */
    private static final Map<FeatureType, String> MAGIC =
            Map.of(FeatureType.FLOAT32, "tlfeat01", FeatureType.FLOAT16, "tlhalf01");

    private static final int MAGIC_BYTES = 8;
    private static final int MAX_DIMENSIONS = 3;

    /** Before the dimensions. */
    private static final int FIXED = MAGIC_BYTES + 2 * Integer.BYTES;

    /** Copies the shape. */
    ChunkHead {
        rowShape = List.copyOf(rowShape);
    }

    /** A buffer of the caller's own, so that its position does not matter to anybody else. */
    @Override
    public ByteBuffer keys() {
        return keys.duplicate();
    }

    /** Number of rows. */
    int rows() {
        return keys.remaining() / Sha256.BYTES;
    }

    /** Numbers in a row. */
    long rowFloats() {
        return StoredRows.floats(rowShape);
    }

    /** Of the head in the file, in bytes. */
    int size() {
        return FIXED + rowShape.size() * Long.BYTES + keys.remaining();
    }

    /** Of all rows in the file. */
    long valueBytes() {
        return rows() * rowFloats() * type.bytes();
    }

    /** The head as it stands in the file. */
    static ByteBuffer bytes(FeatureType type, List<Long> rowShape, List<Sha256> keys) {
        ByteBuffer head = ByteBuffer.allocate(FIXED + rowShape.size() * Long.BYTES + keys.size() * Sha256.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        head.put(MAGIC.getOrDefault(type, "").getBytes(StandardCharsets.US_ASCII))
                .putInt(keys.size())
                .putInt(rowShape.size());
        rowShape.forEach(head::putLong);
        keys.forEach(key -> head.put(key.toBytes()));
        return head.flip();
    }

    /** Reads the head of a file, or gives nothing where it cannot be the head of a file of this length. */
    static Optional<ChunkHead> read(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(in);
        }
    }

    /** The same of an open file, wherever the channel is. */
    static Optional<ChunkHead> read(FileChannel in) throws IOException {
        long size = in.size();
        if (size < FIXED + Sha256.BYTES || size > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        ByteBuffer fixed = read(in, 0, FIXED);
        byte[] magic = new byte[MAGIC_BYTES];
        fixed.get(magic);
        Optional<FeatureType> type = type(new String(magic, StandardCharsets.ISO_8859_1));
        int rows = fixed.getInt();
        int dimensions = fixed.getInt();
        if (type.isEmpty() || dimensions < 1 || dimensions > MAX_DIMENSIONS || rows < 1) {
            return Optional.empty();
        }
        long rest = (long) dimensions * Long.BYTES + (long) rows * Sha256.BYTES;
        if (FIXED + rest + Sha256.BYTES > size) {
            return Optional.empty();
        }
        return parse(type.get(), read(in, FIXED, (int) rest), dimensions).filter(head -> head.fits(size));
    }

    private static Optional<FeatureType> type(String magic) {
        return MAGIC.entrySet().stream()
                .filter(entry -> entry.getValue().equals(magic))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static ByteBuffer read(FileChannel in, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        WholeBuffers.read(in, from, buffer);
        return buffer.flip();
    }

    private static Optional<ChunkHead> parse(FeatureType type, ByteBuffer bytes, int dimensions) {
        List<Long> shape = new ArrayList<>();
        long floats = 1;
        for (int i = 0; i < dimensions; i++) {
            long extent = bytes.getLong();
            if (extent < 1 || extent > Integer.MAX_VALUE / floats) {
                return Optional.empty();
            }
            floats *= extent;
            shape.add(extent);
        }
        return Optional.of(new ChunkHead(type, shape, bytes.slice()));
    }

    private boolean fits(long size) {
        return size() + valueBytes() + Sha256.BYTES == size;
    }
}
