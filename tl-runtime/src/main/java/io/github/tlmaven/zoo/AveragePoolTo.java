package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Averages to a grid of fixed size, whatever the input's, and lays it out as a row: N×C×H×W → N×(C·side·side), channels
 * outermost. As torch's AdaptiveAvgPool2d and flatten: cell i covers the rows ⌊i·H/side⌋ to ⌈(i+1)·H/side⌉.
 *
 * @param side of the grid
 */
record AveragePoolTo(int side) implements Layer {

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        try (PtNDArray grid = JniUtils.adaptiveAvgPool((PtNDArray) input, new Shape(side, side))) {
            return JniUtils.flatten(grid, 1, -1);
        }
    }
}
