package io.github.tlmaven.weights;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of any length in memory. Java maps at most 2 GiB at once, so the file is mapped in segments; each reaches one
 * window into the next, so that every window lies whole in one segment and nothing is copied.
 */
final class FileMapping {

    /** Longest window, in bytes. A multiple of every element's size. */
    static final int MAX_WINDOW = 1 << 22;

    private static final long STRIDE = 1L << 30;

    private final List<ByteBuffer> segments;
    private final long size;

    private FileMapping(List<ByteBuffer> segments, long size) {
        this.segments = List.copyOf(segments);
        this.size = size;
    }

    /** Maps a file for reading. The mapping outlives the channel and goes when it is no longer reachable. */
    static FileMapping of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            List<ByteBuffer> segments = new ArrayList<>();
            for (long start = 0; start < size; start += STRIDE) {
                long length = Math.min(STRIDE + MAX_WINDOW, size - start);
                segments.add(channel.map(FileChannel.MapMode.READ_ONLY, start, length));
            }
            return new FileMapping(segments, size);
        }
    }

    /**
     * Maps what a user named.
     *
     * @throws WeightsException if it is no file or cannot be read
     */
    static FileMapping open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new WeightsException(
                    "Cannot read weights " + file + ": " + (Files.exists(file) ? "not a file" : "no such file"),
                    "check the path.");
        }
        try {
            return of(file);
        } catch (IOException e) {
            throw new WeightsException("Cannot read weights " + file + ": " + e, "make the file readable.", e);
        }
    }

    /** Content that is in memory already: from position 0 to the limit. */
    static FileMapping of(ByteBuffer content) {
        ByteBuffer whole = content.asReadOnlyBuffer().rewind();
        if (whole.limit() > STRIDE) {
            throw new IllegalArgumentException("more than " + STRIDE + " bytes in one buffer");
        }
        return new FileMapping(List.of(whole), whole.limit());
    }

    /** Bytes in the file. */
    long size() {
        return size;
    }

    /**
     * A little-endian view.
     *
     * @param length at most {@link #MAX_WINDOW}
     */
    ByteBuffer window(long position, int length) {
        if (position < 0 || length < 0 || length > MAX_WINDOW || position > size - length) {
            throw new IndexOutOfBoundsException(length + " bytes at " + position + " of " + size);
        }
        ByteBuffer segment = segments.get(Math.toIntExact(position / STRIDE));
        return segment.slice((int) (position % STRIDE), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Digest of all bytes. */
    Sha256 digest() {
        Sha256.Builder builder = Sha256.builder();
        for (long at = 0; at < size; at += MAX_WINDOW) {
            builder.add(window(at, (int) Math.min(MAX_WINDOW, size - at)));
        }
        return builder.build();
    }
}
