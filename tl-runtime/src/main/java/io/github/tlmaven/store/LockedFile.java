package io.github.tlmaven.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file, shared by several holders or one's alone, between processes and within one. The operating system
 * takes it back from a process that ends in whatever way. All holders of one process have one channel: POSIX takes all of a
 * process's locks on a file back as soon as it closes any channel on it.
 */
final class LockedFile implements AutoCloseable {

    private static final Map<Path, Holders> HOLDERS = new ConcurrentHashMap<>();

    private final Holders holders;
    private boolean closed;

    private LockedFile(Holders holders) {
        this.holders = holders;
    }

    /**
     * Shares a file, which is made if it is missing; it need not be writable. Waits while somebody has it alone.
     *
     * @throws IOException also if the wait is interrupted
     */
    static LockedFile share(Path file) throws IOException {
        Holders holders = holders(file);
        holders.share();
        return new LockedFile(holders);
    }

    /**
     * Takes a file, which is made if it is missing, as soon as nobody else has it.
     *
     * @throws IOException also if the file is not writable or the wait is interrupted
     */
    static LockedFile alone(Path file) throws IOException {
        Holders holders = holders(file);
        holders.alone();
        return new LockedFile(holders);
    }

    /**
     * Takes a file, which is made if it is missing, unless somebody else has it.
     *
     * @throws IOException also if the file is not writable
     */
    static Optional<LockedFile> tryAlone(Path file) throws IOException {
        Holders holders = holders(file);
        return holders.tryAlone() ? Optional.of(new LockedFile(holders)) : Optional.empty();
    }

    private static Holders holders(Path file) throws IOException {
        Path folder = file.resolveSibling(".");
        Files.createDirectories(folder);
        return HOLDERS.computeIfAbsent(folder.toRealPath().resolve(String.valueOf(file.getFileName())), Holders::new);
    }

    /**
     * Sets the file's time to now, where it is writable. It grows to a byte.
     *
     * @throws IOException if the file cannot be written to
     */
    void touch() throws IOException {
        holders.touch();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            holders.leave();
        }
    }

    /** Takes a lock, or gives null where somebody else has it. */
    private interface Locking {
        @Nullable
        FileLock on(FileChannel channel) throws IOException;
    }

    /** Those of this process. While one of them waits for another process, nobody here holds the file. */
    private static final class Holders {

        private final Path file;
        private Optional<FileChannel> channel = Optional.empty();
        private int count;
        private boolean alone;

        Holders(Path file) {
            this.file = file;
        }

        synchronized void share() throws IOException {
            awaitThat(() -> !alone);
            if (count == 0) {
                enter(openToShare(), all -> all.lock(0, Long.MAX_VALUE, true));
            } else {
                count++;
            }
        }

        synchronized void alone() throws IOException {
            awaitThat(() -> count == 0);
            alone = enter(open(), FileChannel::lock);
        }

        synchronized boolean tryAlone() throws IOException {
            if (count > 0) {
                return false;
            }
            alone = enter(open(), FileChannel::tryLock);
            return alone;
        }

        private synchronized void awaitThat(BooleanSupplier free) throws IOException {
            try {
                while (!free.getAsBoolean()) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while another thread had " + file);
            }
        }

        private FileChannel open() throws IOException {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }

        /** A file of another user's may be readable only, which is enough. */
        private FileChannel openToShare() throws IOException {
            try {
                return open();
            } catch (AccessDeniedException e) {
                return FileChannel.open(file, StandardOpenOption.READ);
            }
        }

        private boolean enter(FileChannel opened, Locking locking) throws IOException {
            boolean entered = false;
            try {
                entered = locking.on(opened) != null;
            } catch (OverlappingFileLockException e) {
                throw new IOException(file + " is locked by something else in this process", e);
            } finally {
                if (!entered) {
                    opened.close();
                }
            }
            if (entered) {
                channel = Optional.of(opened);
                count = 1;
            }
            return entered;
        }

        /** Setting the time by name would open and close the file, and that would take the lock back. */
        synchronized void touch() throws IOException {
            try {
                channel.orElseThrow().write(ByteBuffer.allocate(1), 0);
            } catch (NonWritableChannelException e) {
                // another user's file keeps its time
            }
        }

        synchronized void leave() {
            count--;
            if (count == 0) {
                alone = false;
                try {
                    channel.orElseThrow().close(); // and with it the lock
                } catch (IOException e) {
                    // the lock ends with the process at the latest
                }
                channel = Optional.empty();
                notifyAll();
            }
        }
    }
}
