package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * x + body(x).
 *
 * @param body ends without an activation, so that its output is not needed by its own backward pass and the sum can be
 *             made in place
 */
record Residual(Layer body) implements Layer {

    @Override
    public List<TensorSpec> tensors() {
        return body.tensors();
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return body.forward(input, pass).addi(input);
    }
}
