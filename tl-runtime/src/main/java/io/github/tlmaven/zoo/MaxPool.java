package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Largest value of each window.
 *
 * @param kernel  side of the square window
 * @param stride  in both directions
 * @param padding of −∞ on every side
 */
record MaxPool(int kernel, int stride, int padding) implements Layer {

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        boolean roundUp = false;
        return JniUtils.maxPool(
                (PtNDArray) input,
                new Shape(kernel, kernel),
                new Shape(stride, stride),
                new Shape(padding, padding),
                roundUp);
    }
}
