package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Layers one after the other.
 *
 * @param children at least one
 */
record Sequence(List<Layer> children) implements Layer {

    Sequence {
        children = List.copyOf(children);
        if (children.isEmpty()) {
            throw new IllegalArgumentException("a sequence needs a layer");
        }
    }

    static Sequence of(Layer... layers) {
        return new Sequence(List.of(layers));
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return rest(children.get(0).forward(input, pass), pass);
    }

    @Override
    public NDArray consume(NDArray owned, Pass pass) {
        return rest(children.get(0).consume(owned, pass), pass);
    }

    private NDArray rest(NDArray first, Pass pass) {
        NDArray current = first;
        for (Layer layer : children.subList(1, children.size())) {
            current = layer.consume(current, pass);
        }
        return current;
    }
}
