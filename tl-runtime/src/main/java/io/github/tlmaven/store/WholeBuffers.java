package io.github.tlmaven.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Buffers to and from a file as a whole: a channel may stop half-way. */
final class WholeBuffers {

    private WholeBuffers() {}

    /** Writes the remaining bytes where the channel is. */
    static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /**
     * Fills what remains of a buffer.
     *
     * @param from where its bytes begin in the file
     * @throws IOException also where the file ends before
     */
    static void read(FileChannel in, long from, ByteBuffer target) throws IOException {
        long start = from - target.position();
        while (target.hasRemaining()) {
            if (in.read(target, start + target.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
    }
}
