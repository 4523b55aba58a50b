package io.github.tlmaven.store;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All stored features of a user: lists, checks and removes them by spaces. A space that a build uses is never removed.
 *
 * @param root holds a folder for each space; need not exist
 */
public record FeatureCache(Path root) {

    /** A limit that no space is within, not even an empty one. */
    private static final long NOTHING = -1;

    /** The part of a user's cache that holds features. */
    public static FeatureCache in(Path cacheDirectory) {
        return new FeatureCache(cacheDirectory.resolve("features"));
    }

    /**
     * A space.
     *
     * @param folder      holds its files
     * @param description what it holds, in words
     * @param bytes       of all its files
     * @param lastUse     when a build last took it into use
     */
    public record Space(Path folder, SpaceDescription description, long bytes, Instant lastUse) {

        /** Checks the size. */
        public Space {
            requireNotNegative("bytes", bytes);
        }

        /**
         * Number of its rows, a picture or a view of one each.
         *
         * @throws DataException if its files cannot be read
         */
        public long rows() {
            return reading(folder, () -> {
                long rows = 0;
                for (Path file : StoredSpace.chunks(folder)) {
                    rows += head(file).map(ChunkHead::rows).orElse(0);
                }
                return rows;
            });
        }

        private static Optional<ChunkHead> head(Path file) throws IOException {
            try {
                return ChunkHead.read(file);
            } catch (NoSuchFileException e) {
                return Optional.empty(); // removed since the folder was listed
            }
        }
    }

    /**
     * What was removed, and what was not.
     *
     * @param spaces number of the spaces that are gone
     * @param bytes  that they took
     * @param used   number of the spaces that would have gone, too, if no build used them
     * @param left   bytes of all that is there still
     */
    public record Removal(int spaces, long bytes, int used, long left) {

        /** Checks the numbers. */
        public Removal {
            requireNotNegative("spaces", spaces);
            requireNotNegative("bytes", bytes);
            requireNotNegative("used", used);
            requireNotNegative("left", left);
        }
    }

    /**
     * What a check found.
     *
     * @param files   number of files that were read
     * @param damaged those of them that were not what they were written as, and are removed
     */
    public record Verification(int files, List<Path> damaged) {

        /** Copies the list. */
        public Verification {
            requireNotNegative("files", files);
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * All spaces, the one that was used longest ago first.
     *
     * @throws DataException if the cache cannot be read
     */
    public List<Space> spaces() {
        return reading(root, () -> {
            List<Space> spaces = new ArrayList<>();
            for (Path folder : FolderFiles.in(root)) {
                if (Sha256.isHex(String.valueOf(folder.getFileName()))) { // names of spaces are digests
                    spaces.add(
                            new Space(folder, SpaceDescription.of(folder), bytes(folder), SpaceLease.lastUse(folder)));
                }
            }
            spaces.sort(Comparator.comparing(Space::lastUse).thenComparing(Space::folder));
            return spaces;
        });
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : FolderFiles.in(folder)) {
            try {
                bytes += Files.size(file);
            } catch (NoSuchFileException e) {
                // a build has finished or removed it since the folder was listed
            }
        }
        return bytes;
    }

    /**
     * Digests every file, and removes those that are damaged.
     *
     * @throws DataException if the cache cannot be read
     */
    public Verification verify() {
        int files = 0;
        List<Path> damaged = new ArrayList<>();
        for (Space space : spaces()) {
            files += reading(space.folder(), () -> {
                List<Path> chunks = StoredSpace.chunks(space.folder());
                for (Path file : chunks) {
                    if (isDamaged(file)) {
                        Files.deleteIfExists(file);
                        damaged.add(file);
                    }
                }
                return chunks.size();
            });
        }
        return new Verification(files, damaged);
    }

    private static boolean isDamaged(Path file) throws IOException {
        try {
            return !Chunk.isIntact(file);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * Removes the spaces that were not used since a moment.
     *
     * @throws DataException if the cache cannot be read or changed
     */
    public Removal clear(Instant moment) {
        return remove(space -> space.lastUse().isBefore(moment), NOTHING);
    }

    /**
     * Removes spaces, the one that was used longest ago first, until the others take no more than so many bytes.
     *
     * @param limit in bytes
     * @param kept  folders of spaces that stay in any case
     * @throws DataException if the cache cannot be read or changed
     */
    public Removal evict(long limit, Set<Path> kept) {
        return remove(space -> !kept.contains(space.folder()), limit);
    }

    private Removal remove(Predicate<Space> choice, long limit) {
        Optional<LockedFile> removal = SpaceLease.removal(root);
        try {
            return removeInTurn(choice, limit);
        } finally {
            removal.ifPresent(LockedFile::close);
        }
    }

    private Removal removeInTurn(Predicate<Space> choice, long limit) {
        List<Space> spaces = spaces();
        long all = spaces.stream().mapToLong(Space::bytes).sum();
        long left = all;
        int removed = 0;
        int used = 0;
        for (Space space : spaces) {
            if (left > limit && choice.test(space)) {
                if (reading(space.folder(), () -> remove(space))) {
                    removed++;
                    left -= space.bytes();
                } else {
                    used++;
                }
            }
        }
        return new Removal(removed, all - left, used, left);
    }

    private static boolean remove(Space space) throws IOException {
        Optional<SpaceLease> lease = SpaceLease.alone(space.folder(), space.lastUse());
        if (lease.isEmpty()) {
            return false;
        }
        try (SpaceLease held = lease.get()) {
            for (Path file : FolderFiles.in(held.folder())) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(held.folder());
            return true;
        }
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, was " + value);
        }
    }

    /** What reads or removes files. */
    private interface Access<T> {
        T run() throws IOException;
    }

    private static <T> T reading(Path folder, Access<T> access) {
        try {
            return access.run();
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read or clear stored features in " + folder + ": " + e,
                    "make the folder readable and writable, or name another one with <cacheDirectory>"
                            + " (tl.cacheDirectory).",
                    e);
        }
    }
}
