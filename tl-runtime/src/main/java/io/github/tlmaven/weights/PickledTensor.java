package io.github.tlmaven.weights;

import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A view of a storage, as a pickle describes it.
 *
 * @param storage what holds the elements
 * @param type    of the elements
 * @param offset  of the first element, in elements
 * @param shape   of the view
 * @param strides in elements, one for each dimension
 */
record PickledTensor(StorageRef storage, TensorType type, long offset, Shape shape, List<Long> strides) {

    /** Copies the strides. */
    PickledTensor {
        strides = List.copyOf(strides);
    }

    /**
     * Bytes of the storage up to the end of the last element.
     *
     * @throws ArithmeticException if 64 bits cannot count them, or the elements
     */
    long reach() {
        long elements = type.bytes();
        long last = offset;
        for (int i = 0; i < strides.size(); i++) {
            elements = Math.multiplyExact(elements, shape.get(i));
            last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
        }
        return elements == 0 ? 0 : Math.multiplyExact(Math.addExact(last, 1), type.bytes());
    }

    /** The tensor in the file. */
    TensorView at(long storagePosition) {
        long first = shape.size() == 0 ? 0 : offset * type.bytes(); // without elements, the offset may lie anywhere
        return new TensorView(new TensorInfo(type, shape), storagePosition + first, strides);
    }
}
