package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;

/**
 * Dropout of N×C features (Srivastava et al. 2014), scaled in training so that evaluation needs nothing.
 *
 * @param name names it among the layers that draw masks
 * @param rate share of values that are dropped, in [0, 1)
 */
record Dropout(String name, double rate) implements Layer {

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return consume(input.duplicate(), pass);
    }

    @Override
    public NDArray consume(NDArray owned, Pass pass) {
        if (pass.masks().isEmpty() || rate == 0) {
            return owned;
        }
        long features = owned.getShape().get(1);
        try (owned;
                NDArray mask = pass.masks().get().mask(name, rate, features)) {
            return owned.mul(mask);
        }
    }
}
