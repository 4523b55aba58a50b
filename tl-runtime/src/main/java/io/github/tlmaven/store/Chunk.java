package io.github.tlmaven.store;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.FeatureType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A file of the store: some rows of one space. Their keys stand at its head, so that it is known what it holds without
 * reading it. It ends with the digest of all before it, so a flipped bit or a lost tail is found; it appears under its
 * name only when it is whole. Little-endian:
 *
 * <pre>
 * 8 bytes  "tlfeat01" for values of type float32, "tlhalf01" for float16
 * int      number of rows
 * int      dimensions of a row, then a long for each
 * 32 bytes key of each row
 * values   rows, channels-last
 * 32 bytes SHA-256 of all before
 * </pre>
 *
 * @param rowShape (H, W, C) or (C)
 * @param values   of all rows, mapped: they take no heap, and outlive the file's removal
 */
record Chunk(List<Long> rowShape, RowValues values) {

    /** Ends the names of chunks. */
    static final String SUFFIX = ".tlf";

    /** Values that are brought into the file's byte order, or bytes that are digested, at once. */
    private static final int PIECE = 1 << 16;

    /** Copies the shape. */
    Chunk {
        rowShape = List.copyOf(rowShape);
    }

    /**
     * Writes a chunk under the name of its digest.
     *
     * @param type     of the values in the file
     * @return the file
     * @throws io.github.tlmaven.failure.DataException if it cannot be written; nothing of it is left then
     */
    static Path write(Path folder, FeatureType type, List<Long> rowShape, List<Sha256> keys, FloatBuffer values) {
        Sha256.Builder digest = Sha256.builder();
        StringBuilder name = new StringBuilder(); // known when all is written
        return AtomicFile.write(
                folder,
                temporary -> {
                    try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                        write(out, digest, ChunkHead.bytes(type, rowShape, keys));
                        for (int from = 0; from < values.remaining(); from += PIECE) {
                            write(out, digest, piece(type, values, from));
                        }
                        Sha256 whole = digest.build();
                        WholeBuffers.write(out, ByteBuffer.wrap(whole.toBytes()));
                        name.append(whole.abbreviated()).append(SUFFIX);
                    }
                },
                temporary -> name.toString());
    }

    private static void write(FileChannel out, Sha256.Builder digest, ByteBuffer bytes) throws IOException {
        digest.add(bytes.duplicate());
        WholeBuffers.write(out, bytes);
    }

    private static ByteBuffer piece(FeatureType type, FloatBuffer values, int from) {
        FloatBuffer some = values.slice(values.position() + from, Math.min(PIECE, values.remaining() - from));
        ByteBuffer bytes = ByteBuffer.allocate(some.remaining() * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case FLOAT32 -> bytes.asFloatBuffer().put(some);
            case FLOAT16 -> {
                while (some.hasRemaining()) {
                    bytes.putShort(HalfFloats.toHalf(some.get()));
                }
                bytes.flip();
            }
        }
        return bytes;
    }

    /** Maps a chunk, or gives nothing if it is damaged: all of it is digested first. */
    static Optional<Chunk> read(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            Optional<ChunkHead> head = intactHead(in);
            return head.isPresent() ? Optional.of(map(in, head.get())) : Optional.empty();
        }
    }

    /** Whether a chunk is as it was written; digests all of it. */
    static boolean isIntact(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return intactHead(in).isPresent();
        }
    }

    private static Optional<ChunkHead> intactHead(FileChannel in) throws IOException {
        Optional<ChunkHead> head = ChunkHead.read(in);
        return head.isPresent() && hasItsDigest(in) ? head : Optional.empty();
    }

    /** Maps a chunk that this process has just written. */
    static Chunk mapWritten(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            return map(
                    in,
                    ChunkHead.read(in).orElseThrow(() -> new IOException(file + " was changed by another process")));
        }
    }

    /** Reads instead of touching mapped memory, which would count as the process's own as long as it is mapped. */
    private static boolean hasItsDigest(FileChannel in) throws IOException {
        Sha256.Builder digest = Sha256.builder();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long end = in.size() - Sha256.BYTES;
        for (long at = 0; at < end; at += piece.limit()) {
            piece.clear().limit((int) Math.min(PIECE, end - at));
            WholeBuffers.read(in, at, piece);
            digest.add(piece.flip());
        }
        ByteBuffer expected = ByteBuffer.allocate(Sha256.BYTES);
        WholeBuffers.read(in, end, expected);
        return digest.build().equals(Sha256.fromBytes(expected.array()));
    }

    private static Chunk map(FileChannel in, ChunkHead head) throws IOException {
        ByteBuffer values = in.map(FileChannel.MapMode.READ_ONLY, head.size(), head.valueBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        return new Chunk(head.rowShape(), RowValues.of(head.type(), values));
    }
}
