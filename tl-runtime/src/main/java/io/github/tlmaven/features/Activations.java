package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.ChannelsLast;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Activations of several pictures at one boundary, each a row. Rows are slices of memory-mapped files, so they take no
 * heap.
 */
public final class Activations {

    private final long[] rowShape;
    private final List<FloatBuffer> rows;

    /**
     * Rows of one shape.
     *
     * @param rowShape (H, W, C), or (C) behind the pooling
     * @param rows     read-only views, each of the shape's size
     */
    Activations(long[] rowShape, List<FloatBuffer> rows) {
        this.rowShape = rowShape.clone();
        this.rows = List.copyOf(rows);
    }

    /** Number of rows. */
    public int size() {
        return rows.size();
    }

    /**
     * Rows as an array that the engine owns.
     *
     * @return N×C×H×W or N×C, attached to the manager
     */
    public NDArray batch(List<Integer> indices, NDManager manager) {
        return ChannelsLast.filled(
                manager,
                indices.size(),
                rowShape,
                floats -> indices.forEach(index -> floats.put(rows.get(index).duplicate())));
    }
}
