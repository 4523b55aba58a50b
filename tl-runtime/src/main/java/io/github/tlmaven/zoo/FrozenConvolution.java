package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;

/** A convolution that has swallowed its batch norm before the pass that uses it. */
public interface FrozenConvolution extends AutoCloseable {

    /**
     * Convolves and applies the activation.
     *
     * @param unit  what it was made of
     * @param input N×C×H×W
     * @return the caller closes it
     */
    NDArray forward(Unit unit, NDArray input);

    /**
     * What surrounds the numbers.
     *
     * @param geometry   shape
     * @param activation what follows
     */
    record Unit(Geometry geometry, Activation activation) {}

    @Override
    void close();
}
