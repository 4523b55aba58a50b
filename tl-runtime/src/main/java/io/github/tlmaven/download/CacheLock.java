package io.github.tlmaven.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The right to download one file, among all processes and threads of this machine. The operating system takes it back from
 * a process that ends in whatever way, so nobody waits for the dead. The lock's file stays: removing it would let two
 * holders lock two files of one name.
 */
final class CacheLock implements AutoCloseable {

    /** Short against a download; polling, because the wait must end when the build is cancelled. */
    private static final long POLL_MILLIS = 50;

    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final FileChannel channel;

    private CacheLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until nobody else holds it.
     *
     * @param waiting said once where the wait is longer than a moment
     * @throws IOException if the file system cannot lock
     */
    static CacheLock acquire(Path file, Runnable waiting) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean acquired = false;
        try {
            await(channel, waiting);
            acquired = true;
            return new CacheLock(channel);
        } finally {
            if (!acquired) {
                channel.close();
            }
        }
    }

    private static void await(FileChannel channel, Runnable waiting) throws IOException, InterruptedException {
        long start = System.nanoTime();
        boolean said = false;
        while (tryLock(channel) == null) {
            if (!said && System.nanoTime() - start > SILENT_NANOS) {
                waiting.run();
                said = true;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process holds it, possibly below another class loader
        }
    }

    @Override
    public void close() throws IOException {
        channel.close(); // and with it the lock
    }
}
