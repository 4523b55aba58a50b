package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.Stream;

/**
 * A differentiable function with named tensors. Layers hold no numbers, so one instance serves any number of threads.
 *
 * <p>Memory: {@link #forward} never closes its input and the caller closes its output; whatever a layer makes in between
 * it closes as soon as it is used. That is right in training too, since autograd keeps references of its own.
 */
public interface Layer {

    /** The layers it is made of, in the state dict's order; none for a layer that computes by itself. */
    default List<Layer> children() {
        return List.of();
    }

    /** The tensors it needs, in the state dict's order. */
    default List<TensorSpec> tensors() {
        return children().stream().flatMap(layer -> layer.tensors().stream()).toList();
    }

    /** This layer and all layers inside it. */
    default Stream<Layer> tree() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(Layer::tree));
    }

    /**
     * Computes the output.
     *
     * @param input N×C×H×W, or N×C behind the pooling
     * @param pass  where the numbers come from, and how batch norm computes
     * @return a new array, never the input itself
     */
    NDArray forward(NDArray input, Pass pass);

    /**
     * {@link #forward} of an array that the caller gives away: it may be closed, changed in place or returned. The bits
     * are those of {@link #forward}.
     */
    default NDArray consume(NDArray owned, Pass pass) {
        try (owned) {
            return forward(owned, pass);
        }
    }
}
