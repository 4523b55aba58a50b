package io.github.tlmaven.weights;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays of a network, by name.
 *
 * @param arrays  float32 in default layout, in the order they were asked for; the manager that they were loaded with
 *                owns them
 * @param skipped names that the file has and that were left out because the caller makes them anew, sorted
 */
public record LoadedTensors(Map<String, NDArray> arrays, List<String> skipped) {

    /** Copies both; the arrays themselves are shared. */
    public LoadedTensors {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
        skipped = List.copyOf(skipped);
    }

    /**
     * The array of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public NDArray array(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no array '" + name + "' was loaded");
        }
        return array;
    }
}
