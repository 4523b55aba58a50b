package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A differentiable function with named tensors. Layers hold no numbers, so one instance serves any number of threads.
 *
 * <p>Memory: a layer never closes its input and the caller closes its output; whatever a layer makes in between it
 * closes as soon as it is used. That is right in training too, since autograd keeps references of its own.
 */
public interface Layer {

    /** The tensors it needs, in the state dict's order. */
    List<TensorSpec> tensors();

    /**
     * Computes the output.
     *
     * @param input N×C×H×W, or N×C behind the pooling
     * @param pass  where the numbers come from, and how batch norm computes
     * @return a new array, never the input itself
     */
    NDArray forward(NDArray input, Pass pass);
}
