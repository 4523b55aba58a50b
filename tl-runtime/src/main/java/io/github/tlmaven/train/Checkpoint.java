package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a training needs to go on where it was, to the bit. Frozen tensors are not among it: they come from the
 * weights. The arrays belong to whoever made the checkpoint, and may change after the call that it was given to.
 *
 * @param trained  the tensors that any epoch changes, running statistics included, by name
 * @param moments  of the optimizer, under {@code <moment>:<parameter>}
 * @param averages of trained parameters, by name; empty without {@code <emaDecay>}
 * @param best     tensors of the best epoch so far, by name; empty before the first, or where the last is kept
 * @param progress all other numbers
 */
public record Checkpoint(
        Map<String, NDArray> trained,
        Map<String, NDArray> moments,
        Map<String, NDArray> averages,
        Map<String, NDArray> best,
        Progress progress) {

    /** Copies the maps, keeping their order; not the arrays. */
    public Checkpoint {
        trained = Collections.unmodifiableMap(new LinkedHashMap<>(trained));
        moments = Collections.unmodifiableMap(new LinkedHashMap<>(moments));
        averages = Collections.unmodifiableMap(new LinkedHashMap<>(averages));
        best = Collections.unmodifiableMap(new LinkedHashMap<>(best));
    }
}
