package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Layers one after the other.
 *
 * @param layers at least one
 */
record Sequence(List<Layer> layers) implements Layer {

    Sequence {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a sequence needs a layer");
        }
    }

    static Sequence of(Layer... layers) {
        return new Sequence(List.of(layers));
    }

    @Override
    public List<TensorSpec> tensors() {
        return layers.stream().flatMap(layer -> layer.tensors().stream()).toList();
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        NDArray current = layers.get(0).forward(input, pass);
        for (Layer layer : layers.subList(1, layers.size())) {
            try (NDArray used = current) {
                current = layer.forward(used, pass);
            }
        }
        return current;
    }
}
