package io.github.tlmaven.store;

import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Says that a space is in use, so that nobody removes it meanwhile: a lock on a file of its own, shared by all who use the
 * space. The file's time is that of the last use. It stays when the space goes: removing it would let two holders lock two
 * files of one name.
 */
public final class SpaceLease implements AutoCloseable {

    private static final String FOLDER = "leases";
    private static final String REMOVAL = ".removal";

    private final Path folder;
    private final Optional<LockedFile> lock;

    private SpaceLease(Path folder, Optional<LockedFile> lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Of the space. */
    Path folder() {
        return folder;
    }

    /**
     * Takes a space into use. Waits while somebody removes it. What a process that was killed left unfinished in the folder
     * goes, if nobody else uses the space. Where the cache cannot be written to or locked, nothing is held and nothing is
     * said: then nobody removes anything there either, or rows are computed again.
     */
    public static SpaceLease use(Path folder) {
        Path file = file(folder);
        removeUnfinished(folder);
        Optional<LockedFile> lock = Optional.empty();
        try {
            lock = Optional.of(LockedFile.share(file));
            lock.get().touch();
        } catch (IOException e) {
            // as said above; what cannot be written to is locked all the same
        }
        return new SpaceLease(folder, lock);
    }

    private static void removeUnfinished(Path folder) {
        try (LockedFile alone = LockedFile.tryAlone(file(folder)).orElse(null)) {
            if (alone != null) {
                for (Path file : FolderFiles.in(folder)) {
                    removeIfUnfinished(file);
                }
            }
        } catch (IOException e) {
            // the next use tries again
        }
    }

    private static void removeIfUnfinished(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".") && name.endsWith(AtomicFile.TEMPORARY)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // the next use tries again
            }
        }
    }

    /**
     * Takes a space that nobody uses, and nobody has used since a look at it, for its removal.
     *
     * @param seen the time of the last use that the look found
     */
    static Optional<SpaceLease> alone(Path folder, Instant seen) throws IOException {
        boolean unknown = Files.notExists(file(folder)); // locking makes the file, with the time of now
        Optional<LockedFile> lock = LockedFile.tryAlone(file(folder));
        boolean free = false;
        try {
            free = lock.isPresent() && (unknown || lastUse(folder).equals(seen));
        } finally {
            if (!free) {
                lock.ifPresent(LockedFile::close);
            }
        }
        return free ? Optional.of(new SpaceLease(folder, lock)) : Optional.empty();
    }

    /**
     * Waits until nobody else removes spaces, so that of two who do it at once each knows what the other has left. Where
     * this cannot be locked, as where another user made the file, nothing is held: then more may go than must.
     *
     * @param root of all spaces
     */
    static Optional<LockedFile> removal(Path root) {
        try {
            return Optional.of(LockedFile.alone(root.resolve(FOLDER).resolve(REMOVAL)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** When a space was last taken into use; where nobody knows, when its folder was last changed. */
    static Instant lastUse(Path folder) throws IOException {
        Path file = file(folder);
        return Files.getLastModifiedTime(Files.exists(file) ? file : folder).toInstant();
    }

    private static Path file(Path folder) {
        return folder.resolveSibling(FOLDER).resolve(String.valueOf(folder.getFileName()));
    }

    @Override
    public void close() {
        lock.ifPresent(LockedFile::close);
    }
}
