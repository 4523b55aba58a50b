package io.github.tlmaven.features;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Activations on disk: a folder for each space, in it chunks of rows. Chunks are written once and never changed, so
 * several builds can read and write at the same time. A damaged chunk is dropped with a warning and its rows are
 * computed again.
 */
public final class FeatureStore {

    private final Path root;
    private final Log log;

    /** Training and validation pictures share a space; its files are digested and mapped once for both. */
    private Optional<Space> latest = Optional.empty();

    /**
     * A store in a folder that need not exist yet.
     *
     * @param cacheDirectory the user's cache
     */
    public FeatureStore(Path cacheDirectory, Log log) {
        this.root = cacheDirectory.resolve("features");
        this.log = log;
    }

    /** Opens what is there of a space. */
    Space open(FeatureSpace space) {
        Path folder = root.resolve(space.digest().hex());
        Space opened = latest.filter(each -> each.folder.equals(folder)).orElseGet(() -> new Space(folder));
        opened.refresh();
        latest = Optional.of(opened);
        return opened;
    }

    /** Rows of one space by key. */
    final class Space {

        private final Path folder;
        private final Set<Path> known = new HashSet<>();
        private final Map<Sha256, FloatBuffer> rows = new LinkedHashMap<>();
        private Optional<List<Long>> rowShape = Optional.empty();

        private Space(Path folder) {
            this.folder = folder;
        }

        private void refresh() {
            try {
                for (Path file : chunks()) {
                    if (!known.contains(file)) {
                        read(file);
                    }
                }
            } catch (IOException e) {
                throw new DataException(
                        "Cannot read stored features in " + folder + ": " + e.getMessage(),
                        "make the folder readable, or name another one with <cacheDirectory> (tl.cacheDirectory).",
                        e);
            }
        }

        private void read(Path file) throws IOException {
            Optional<Chunk> chunk;
            try {
                chunk = Chunk.read(file);
            } catch (NoSuchFileException e) {
                return; // another build found it damaged, too, and was faster
            }
            if (chunk.isEmpty()) {
                log.warn("Stored features are damaged and are computed again: " + file);
                Files.deleteIfExists(file);
                return;
            }
            rowShape = Optional.of(chunk.get().rowShape());
            rows.putAll(chunk.get().rows());
            known.add(file);
        }

        private List<Path> chunks() throws IOException {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.getFileName().toString().endsWith(Chunk.SUFFIX))
                        .sorted()
                        .toList();
            }
        }

        boolean contains(Sha256 key) {
            return rows.containsKey(key);
        }

        /** Keeps rows on disk; {@link #activations} finds them. */
        void add(List<Long> shape, List<Sha256> keys, FloatBuffer values) {
            Chunk.write(folder, shape, keys, values);
        }

        /** Rows of the given keys, all of which must have been there or added. */
        Activations activations(List<Sha256> keys) {
            if (!keys.stream().allMatch(rows::containsKey)) {
                refresh();
            }
            List<FloatBuffer> found = new ArrayList<>();
            for (Sha256 key : keys) {
                FloatBuffer row = rows.get(key);
                if (row == null) {
                    throw new DataException(
                            "Features that were just stored in " + folder + " are gone.",
                            "do not clear the cache while a build runs; run the goal again.");
                }
                found.add(row);
            }
            long[] shape = rowShape.orElse(List.of(1L)).stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            return new Activations(shape, found);
        }
    }
}
