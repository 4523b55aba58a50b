package io.github.tlmaven.weights;

import ai.djl.ndarray.types.Shape;

/**
 * Where a tensor stands in its file and what it is.
 *
 * @param type     of the elements
 * @param shape    row-major; rank 0 is one element, a dimension of 0 is none
 * @param position of the first byte, from the start of the file
 * @param bytes    in the file
 */
public record TensorInfo(TensorType type, Shape shape, long position, long bytes) {

    /** Checks that the length fits type and shape. */
    public TensorInfo {
        if (position < 0 || bytes != Math.multiplyExact(shape.size(), type.bytes())) {
            throw new IllegalArgumentException(bytes + " bytes at " + position + " for " + type + " of shape " + shape);
        }
    }

    /** Number of elements. */
    public long elements() {
        return bytes / type.bytes();
    }
}
