package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;

/**
 * Weight and bias of a convolution that has swallowed its batch norm.
 *
 * @param weight O×I×H×W
 * @param bias   O
 */
public record FoldedConvolution(NDArray weight, NDArray bias) implements FrozenConvolution {

    @Override
    public NDArray forward(Geometry geometry, NDArray input) {
        return geometry.convolve(input, weight, bias);
    }

    @Override
    public void close() {
        weight.close();
        bias.close();
    }
}
