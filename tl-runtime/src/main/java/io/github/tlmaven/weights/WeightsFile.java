package io.github.tlmaven.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.digest.Sha256;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of named tensors, opened, digested and checked. The elements stay in the mapped file; reading converts them
 * piece by piece to float32, so heap use does not grow with the tensor. The file must not be changed while it is open.
 * Not for use by several threads while one of them closes it.
 */
public interface WeightsFile extends AutoCloseable {

    /** The path, or what else names the file in messages. */
    String origin();

    /** Digest of the whole file, computed when it was opened. */
    Sha256 digest();

    /** Texts that the file holds beside the tensors, such as {@code classes} as a JSON list; empty where there are none. */
    Map<String, String> metadata();

    /**
     * What was done to come from the file to these names, one sentence each, for the log: the dictionary that was picked,
     * a prefix that was left out. Empty where the names are the file's own.
     */
    List<String> adjustments();

    /** Names of all tensors, in the file's order. */
    Set<String> names();

    /**
     * Type and shape of a tensor.
     *
     * @throws io.github.tlmaven.failure.WeightsException if the file has none of that name
     */
    TensorInfo tensor(String name);

    /**
     * Reads elements as float32, in row-major order, until the target is full.
     *
     * @param first index of the first element to read
     * @throws io.github.tlmaven.failure.WeightsException if there is no tensor of that name
     * @throws IndexOutOfBoundsException if the target has room for more than is left
     */
    void read(String name, long first, FloatBuffer target);

    /**
     * A tensor as a float32 array in default layout, in memory that torch owns.
     *
     * @param manager owner of the array
     * @throws io.github.tlmaven.failure.WeightsException if there is no tensor of that name
     */
    default NDArray toNDArray(NDManager manager, String name) {
        return new ArrayReader(this).read(manager, name);
    }

    /** Lets go of the elements; names, shapes, metadata and digest stay. */
    @Override
    void close();
}
