package io.github.tlmaven.weights;

import ai.djl.ndarray.types.Shape;

/**
 * What a tensor of a file is.
 *
 * @param type  of the elements
 * @param shape rank 0 is one element, a dimension of 0 is none
 */
public record TensorInfo(TensorType type, Shape shape) {

    /** Number of elements. */
    public long elements() {
        return shape.size();
    }
}
