package io.github.tlmaven.store;

import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says that a space is in use, so that nobody removes it meanwhile: a lock on a file of its own, shared by all who use the
 * space, which the operating system takes back from a process that ends in whatever way. The file's time is that of the
 * last use. It stays when the space goes: removing it would let two holders lock two files of one name.
 */
public final class SpaceLease implements AutoCloseable {

    private static final String FOLDER = "leases";

    private final Path folder;
    private final Optional<FileChannel> channel;

    private SpaceLease(Path folder, Optional<FileChannel> channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Of the space. */
    Path folder() {
        return folder;
    }

    /**
     * Takes a space into use. Waits while another process removes it. What a process that was killed left unfinished in the
     * folder goes, if nobody else uses the space. Where the cache cannot be written to or locked, nothing is held and
     * nothing is said: then nobody removes anything there either, or rows are computed again.
     */
    public static SpaceLease use(Path folder) {
        Optional<FileChannel> channel = Optional.empty();
        try {
            channel = Optional.of(open(folder));
            Files.setLastModifiedTime(file(folder), FileTime.from(Instant.now()));
            share(channel.get(), folder);
        } catch (OverlappingFileLockException e) {
            // a store of this process holds it; closing the channel here would take it away from that one
        } catch (IOException e) {
            // as said above
        }
        return new SpaceLease(folder, channel);
    }

    private static void share(FileChannel channel, Path folder) throws IOException {
        FileLock alone = channel.tryLock();
        if (alone != null) {
            removeUnfinished(folder);
            alone.release();
        }
        channel.lock(0, Long.MAX_VALUE, true);
    }

    /** Takes a space that nobody uses, for its removal. */
    static Optional<SpaceLease> alone(Path folder) throws IOException {
        FileChannel channel = open(folder);
        if (tryLock(channel) != null) {
            return Optional.of(new SpaceLease(folder, Optional.of(channel)));
        }
        channel.close();
        return Optional.empty();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** When a space was last taken into use; where nobody knows, when its folder was last changed. */
    static Instant lastUse(Path folder) throws IOException {
        Path file = file(folder);
        return Files.getLastModifiedTime(Files.exists(file) ? file : folder).toInstant();
    }

    private static FileChannel open(Path folder) throws IOException {
        Path file = file(folder);
        Files.createDirectories(file.resolveSibling("."));
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static Path file(Path folder) {
        return folder.resolveSibling(FOLDER).resolve(String.valueOf(folder.getFileName()));
    }

    private static void removeUnfinished(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, ".*" + AtomicFile.TEMPORARY)) {
                for (Path file : unfinished) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void close() {
        if (channel.isPresent()) {
            try {
                channel.get().close(); // and with it the lock
            } catch (IOException e) {
                // the lock ends with the process at the latest
            }
        }
    }
}
