package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Drops the whole residual branch of a picture (Huang et al. 2016), scaled in training so that evaluation needs nothing:
 * torchvision's {@code StochasticDepth} in mode {@code row}.
 *
 * @param name names it among the layers that draw masks
 * @param rate share of pictures whose branch is dropped, in [0, 1)
 */
record StochasticDepth(String name, double rate) implements Layer {

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return consume(input.duplicate(), pass);
    }

    @Override
    public NDArray consume(NDArray owned, Pass pass) {
        if (pass.masks().isEmpty() || rate == 0) {
            return owned;
        }
        try (owned;
                NDArray mask = pass.masks().get().mask(name, rate, 1);
                NDArray column = mask.reshape(new Shape(owned.getShape().get(0), 1, 1, 1))) {
            return owned.mul(column);
        }
    }
}
