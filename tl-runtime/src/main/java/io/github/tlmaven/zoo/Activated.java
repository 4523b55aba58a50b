package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A layer without normalisation, and an activation.
 *
 * @param layer      what is computed first
 * @param activation what follows
 */
record Activated(Layer layer, Activation activation) implements Layer {

    @Override
    public List<Layer> children() {
        return List.of(layer);
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return activation.apply(layer.forward(input, pass));
    }
}
