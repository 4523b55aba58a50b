package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.store.StoredRows;
import java.util.List;

/**
 * Activations of several pictures at one boundary, each a row, in files and not on the heap.
 *
 * @param rows (H, W, C), or (C) behind the pooling
 */
public record Activations(StoredRows rows) {

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
        long[] rowShape = rows.rowShape().stream().mapToLong(Long::longValue).toArray();
        return ChannelsLast.filled(
                manager, indices.size(), rowShape, floats -> indices.forEach(index -> rows.copy(index, floats)));
    }
}
