package io.github.tlmaven.store;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A folder of chunks whose rows have one shape. Opening it reads no more than the chunks' heads; a chunk is digested when
 * one of its rows is first asked for. A damaged one is dropped with a warning then, and its rows are as if they had never
 * been there. Chunks are written once and never changed, so several processes can read and write at the same time. Not
 * for use by several threads.
 */
public final class StoredSpace {

    /** What {@link #find} gives for a row that is not there. */
    public static final long ABSENT = RowIndex.ABSENT;

    private final Path folder;
    private final SpaceDescription description;
    private final Consumer<String> warnings;
    private final Set<Path> known = new HashSet<>();
    private final List<Slot> slots = new ArrayList<>();
    private final RowIndex index = new RowIndex();

    /** A chunk and what became of it. */
    private static final class Slot {
        private final Path file;
        private Optional<Chunk> chunk = Optional.empty();
        private boolean lost;

        Slot(Path file) {
            this.file = file;
        }
    }

    /**
     * A space that need not exist yet.
     *
     * @param folder      holds its chunks
     * @param description is written beside them
     * @param warnings    is told of damaged chunks
     */
    public StoredSpace(Path folder, SpaceDescription description, Consumer<String> warnings) {
        this.folder = folder;
        this.description = description;
        this.warnings = warnings;
    }

    /** Where its chunks are. */
    public Path folder() {
        return folder;
    }

    /**
     * Finds what has come since the last time, of other processes, too.
     *
     * @throws DataException if the folder cannot be read
     */
    public void refresh() {
        try {
            for (Path file : chunks(folder)) {
                if (known.add(file)) {
                    index(file);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The chunks in a folder, by name. */
    static List<Path> chunks(Path folder) throws IOException {
        return FolderFiles.in(folder).stream()
                .filter(file -> file.toString().endsWith(Chunk.SUFFIX))
                .toList();
    }

    private void index(Path file) throws IOException {
        Slot slot = new Slot(file);
        slots.add(slot);
        try {
            Optional<ChunkHead> head = ChunkHead.read(file);
            if (head.isPresent()) {
                index(head.get().keys(), slots.size() - 1);
            } else {
                drop(slot);
            }
        } catch (NoSuchFileException e) {
            slot.lost = true; // another build found it damaged, too, and was faster
        }
    }

    private void index(ByteBuffer keys, int number) {
        for (int row = 0; keys.hasRemaining(); row++) {
            long before = index.find(keys);
            if (before == ABSENT || slots.get(StoredRows.chunk(before)).lost) {
                index.put(keys, StoredRows.place(number, row));
            }
            keys.position(keys.position() + Sha256.BYTES);
        }
    }

    private void drop(Slot slot) throws IOException {
        slot.lost = true;
        warnings.accept("Stored features are damaged and are computed again: " + slot.file);
        Files.deleteIfExists(slot.file);
    }

    /**
     * Place of a key's row, or {@link #ABSENT}. What has a place is digested and stays readable, whatever becomes of its
     * file.
     *
     * @throws DataException if its chunk cannot be read
     */
    public long find(Sha256 key) {
        long place = index.find(ByteBuffer.wrap(key.toBytes()));
        return place != ABSENT && isUsable(slots.get(StoredRows.chunk(place))) ? place : ABSENT;
    }

    private boolean isUsable(Slot slot) {
        if (slot.chunk.isEmpty() && !slot.lost) {
            try {
                slot.chunk = Chunk.read(slot.file);
                if (slot.chunk.isEmpty()) {
                    drop(slot);
                }
            } catch (NoSuchFileException e) {
                slot.lost = true; // damaged and found by another build, or cleared
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return !slot.lost;
    }

    /**
     * Keeps rows on disk.
     *
     * @param rowShape (H, W, C) or (C)
     * @param keys     of the rows
     * @param values   from the buffer's position to its limit
     * @throws DataException if they cannot be written
     */
    public void add(List<Long> rowShape, List<Sha256> keys, FloatBuffer values) {
        Path file = write(rowShape, keys, values);
        Slot slot = new Slot(file);
        try {
            slot.chunk = Optional.of(Chunk.mapWritten(file));
        } catch (NoSuchFileException e) {
            throw new DataException(
                    "Features that were just stored in " + folder + " are gone.",
                    "do not clear the cache while a build runs; run the goal again.",
                    e);
        } catch (IOException e) {
            throw unreadable(e);
        }
        known.add(file);
        slots.add(slot);
        for (int row = 0; row < keys.size(); row++) {
            index.put(ByteBuffer.wrap(keys.get(row).toBytes()), StoredRows.place(slots.size() - 1, row));
        }
    }

    private Path write(List<Long> rowShape, List<Sha256> keys, FloatBuffer values) {
        try {
            description.writeInto(folder);
            return Chunk.write(folder, description.type(), rowShape, keys, values);
        } catch (DataException e) {
            throw new DataException(
                    e.problem(),
                    "make room on that disk (mvn tl:cache -Dtl.cache.action=clear removes stored features), or name a folder on another one with <cacheDirectory> (tl.cacheDirectory)."
                            + " What is stored already stays, and the next run goes on from there.",
                    e);
        }
    }

    /**
     * Rows at places that were found.
     *
     * @param places none of them {@link #ABSENT}
     */
    public StoredRows rows(long[] places) {
        RowValues none = RowValues.of(FloatBuffer.allocate(0));
        List<RowValues> chunks = slots.stream()
                .map(slot -> slot.chunk.map(Chunk::values).orElse(none))
                .toList();
        List<Long> shape = places.length == 0
                ? List.of(1L)
                : slots.get(StoredRows.chunk(places[0])).chunk.orElseThrow().rowShape();
        return new StoredRows(shape, chunks, places);
    }

    private DataException unreadable(IOException e) {
        return new DataException(
                "Cannot read stored features in " + folder + ": " + e.getMessage(),
                "make the folder readable, or name another one with <cacheDirectory> (tl.cacheDirectory).",
                e);
    }
}
