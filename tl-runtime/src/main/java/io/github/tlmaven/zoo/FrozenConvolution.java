package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;

/** A convolution that has swallowed its batch norm before the pass that uses it. */
public interface FrozenConvolution extends AutoCloseable {

    /**
     * Convolves.
     *
     * @param geometry of the convolution that it was made of
     * @param input    N×C×H×W
     * @return the caller closes it
     */
    NDArray forward(Geometry geometry, NDArray input);

    @Override
    void close();
}
