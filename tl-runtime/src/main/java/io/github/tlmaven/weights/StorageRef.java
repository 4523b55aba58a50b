package io.github.tlmaven.weights;

import org.jspecify.annotations.Nullable;

/**
 * A storage of torch that a pickle refers to.
 *
 * @param key   names it within the file
 * @param type  of its elements; null where they are bytes whose type each tensor states
 * @param count of its elements
 */
record StorageRef(String key, @Nullable TensorType type, long count) {

    /** Length in the file. */
    long bytes() {
        return Math.multiplyExact(count, type == null ? Byte.BYTES : type.bytes());
    }
}
