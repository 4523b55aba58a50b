package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.pooling.Pool;

/** Mean over height and width: N×C×H×W → N×C. */
record GlobalAveragePool() implements Layer {

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return Pool.globalAvgPool2d(input);
    }
}
