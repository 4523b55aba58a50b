package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Dropout of N×C features (Srivastava et al. 2014), scaled in training so that evaluation needs nothing.
 *
 * @param name names it among the dropout layers of a network
 * @param rate share of values that are dropped, in [0, 1)
 */
record Dropout(String name, double rate) implements Layer {

    @Override
    public List<TensorSpec> tensors() {
        return List.of();
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        if (pass.masks().isEmpty() || rate == 0) {
            return input.duplicate();
        }
        long features = input.getShape().get(1);
        try (NDArray mask = pass.masks().get().mask(name, rate, features)) {
            return input.mul(mask);
        }
    }
}
