package io.github.tlmaven.weights;

import io.github.tlmaven.weights.pickle.Classes;
import io.github.tlmaven.weights.pickle.PickleException;
import io.github.tlmaven.weights.pickle.PickleInput;
import io.github.tlmaven.weights.pickle.Unpickler;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code torch.save} was given, and where the storages of its tensors lie.
 *
 * @param root     the object, as {@link Unpickler} reads it
 * @param storages by key
 * @param order    of the bytes of each element
 */
record RawCheckpoint(@Nullable Object root, Map<String, StoredBytes> storages, ByteOrder order) {

    /** Longest pickle in bytes. Elements of tensors lie outside of it, so it grows with their number alone. */
    static final int MAX_PICKLE = 1 << 25;

    RawCheckpoint {
        storages = Map.copyOf(storages);
    }

    /** Reads one pickle. */
    static @Nullable Object unpickled(PickleInput input, Classes classes) throws UnreadableException {
        try {
            return Unpickler.read(input, classes);
        } catch (PickleException e) {
            throw UnreadableException.content(e);
        }
    }
}
