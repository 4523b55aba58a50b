package io.github.tlmaven.features;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of the store: some rows of one space. It ends with the digest of all before it, so a flipped bit or a lost
 * tail is found; it appears under its name only when it is whole. Little-endian:
 *
 * <pre>
 * 8 bytes  "tlfeat01"
 * int      number of rows
 * int      dimensions of a row, then a long for each
 * 32 bytes key of each row
 * floats   rows, channels-last
 * 32 bytes SHA-256 of all before
 * </pre>
 *
 * @param rowShape (H, W, C) or (C)
 * @param rows     by key, in the file's order
 */
record Chunk(List<Long> rowShape, Map<Sha256, FloatBuffer> rows) {

    /** Ends the names of chunks. */
    static final String SUFFIX = ".tlf";

    private static final byte[] MAGIC = "tlfeat01".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_DIMENSIONS = 3;

    /** Floats that are brought into the file's byte order at once. */
    private static final int PIECE = 1 << 16;

    private static final int SMALLEST = MAGIC.length + 2 * Integer.BYTES + Sha256.BYTES;

    /** Writes a chunk under the name of its digest. */
    static void write(Path folder, List<Long> rowShape, List<Sha256> keys, FloatBuffer values) {
        ByteBuffer head = ByteBuffer.allocate(
                        MAGIC.length + 2 * Integer.BYTES + rowShape.size() * Long.BYTES + keys.size() * Sha256.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        head.put(MAGIC).putInt(keys.size()).putInt(rowShape.size());
        rowShape.forEach(head::putLong);
        keys.forEach(key -> head.put(key.toBytes()));
        Sha256.Builder whole = Sha256.builder().add(head.flip().duplicate());
        for (int from = 0; from < values.remaining(); from += PIECE) {
            whole.add(piece(values, from));
        }
        Sha256 digest = whole.build();
        AtomicFile.write(folder.resolve(digest.abbreviated() + SUFFIX), temporary -> {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                writeFully(out, head);
                for (int from = 0; from < values.remaining(); from += PIECE) {
                    writeFully(out, piece(values, from));
                }
                writeFully(out, ByteBuffer.wrap(digest.toBytes()));
            }
        });
    }

    private static ByteBuffer piece(FloatBuffer values, int from) {
        FloatBuffer some = values.slice(values.position() + from, Math.min(PIECE, values.remaining() - from));
        ByteBuffer bytes = ByteBuffer.allocate(some.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(some);
        return bytes;
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Maps a chunk, or gives nothing if it is damaged. */
    static Optional<Chunk> read(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            if (in.size() < SMALLEST || in.size() > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            ByteBuffer bytes =
                    in.map(FileChannel.MapMode.READ_ONLY, 0, in.size()).order(ByteOrder.LITTLE_ENDIAN);
            int end = bytes.limit() - Sha256.BYTES;
            byte[] expected = new byte[Sha256.BYTES];
            bytes.get(end, expected);
            bytes.limit(end);
            boolean intact = Sha256.builder().add(bytes.duplicate()).build().equals(Sha256.fromBytes(expected));
            return intact ? parse(bytes) : Optional.empty();
        }
    }

    private static Optional<Chunk> parse(ByteBuffer bytes) {
        byte[] magic = new byte[MAGIC.length];
        bytes.get(magic);
        int count = bytes.getInt();
        int dimensions = bytes.getInt();
        if (!Arrays.equals(magic, MAGIC) || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            return Optional.empty(); // whole, but of another version
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            shape.add(bytes.getLong());
        }
        List<Sha256> keys = new ArrayList<>();
        byte[] key = new byte[Sha256.BYTES];
        for (int i = 0; i < count; i++) {
            bytes.get(key);
            keys.add(Sha256.fromBytes(key));
        }
        FloatBuffer values = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        int rowFloats = count == 0 ? 0 : values.remaining() / count;
        Map<Sha256, FloatBuffer> rows = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            rows.put(keys.get(i), values.slice(i * rowFloats, rowFloats));
        }
        return Optional.of(new Chunk(shape, rows));
    }
}
