package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Numbers of a network by state-dict name. */
@FunctionalInterface
public interface Tensors {

    /**
     * The tensor of a name; whoever made it closes it.
     *
     * @throws IllegalStateException if there is none
     */
    NDArray tensor(String name);

    /** The tensors of a map, and these for the names that are not in it. */
    default Tensors under(Map<String, NDArray> map) {
        return name -> {
            NDArray tensor = map.get(name);
            return tensor == null ? tensor(name) : tensor;
        };
    }

    /** Looks names up in a map. */
    static Tensors of(Map<String, NDArray> map) {
        return name -> {
            NDArray tensor = map.get(name);
            if (tensor == null) {
                throw new IllegalStateException("no tensor '" + name + "' was loaded");
            }
            return tensor;
        };
    }
}
