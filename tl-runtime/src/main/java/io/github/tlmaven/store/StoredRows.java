package io.github.tlmaven.store;

import java.nio.FloatBuffer;
import java.util.List;

/** Rows of one shape in an order that somebody asked for. They take no heap; any number of threads may read them. */
public final class StoredRows {

    private final List<Long> rowShape;
    private final List<RowValues> chunks;
    private final long[] places;
    private final int rowFloats;

    /**
     * Rows in some chunks.
     *
     * @param rowShape (H, W, C) or (C)
     * @param chunks   values of rows
     * @param places   of each row, made by {@link #place}
     */
    public StoredRows(List<Long> rowShape, List<RowValues> chunks, long[] places) {
        this.rowShape = List.copyOf(rowShape);
        this.chunks = List.copyOf(chunks);
        this.places = places.clone();
        this.rowFloats = Math.toIntExact(floats(rowShape));
    }

    /**
     * Numbers in a row.
     *
     * @param rowShape (H, W, C) or (C)
     * @throws ArithmeticException if there are too many for a long
     */
    public static long floats(List<Long> rowShape) {
        return rowShape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    /**
     * Where a row is, in a single number.
     *
     * @param chunk number of its chunk
     * @param row   its number in the chunk
     */
    public static long place(int chunk, int row) {
        return ((long) chunk << Integer.SIZE) | row;
    }

    static int chunk(long place) {
        return (int) (place >> Integer.SIZE);
    }

    /** Number of rows. */
    public int size() {
        return places.length;
    }

    /** (H, W, C), or (C). */
    public List<Long> rowShape() {
        return rowShape;
    }

    /** Writes a row at the target's position. */
    public void copy(int row, FloatBuffer target) {
        int inChunk = (int) places[row]; // the lower 32 bits
        chunks.get(chunk(places[row])).copy(Math.multiplyExact(inChunk, rowFloats), rowFloats, target);
    }
}
