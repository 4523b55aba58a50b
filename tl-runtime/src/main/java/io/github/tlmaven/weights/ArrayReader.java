package io.github.tlmaven.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads tensors of a file into memory that torch owns, each piece through the same small buffer: Java gives direct memory
 * back late, so one for each tensor would add up.
 */
final class ArrayReader {

    private static final int PIECE = 1 << 18;

    private final WeightsFile file;
    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.nativeOrder());

    ArrayReader(WeightsFile file) {
        this.file = file;
    }

    /**
     * A tensor as a float32 array in default layout.
     *
     * @param manager owner of the array
     * @throws io.github.tlmaven.failure.WeightsException if there is no tensor of that name
     */
    NDArray read(NDManager manager, String name) {
        TensorInfo info = file.tensor(name);
        NDArray array = manager.create(info.shape(), DataType.FLOAT32);
        try (NDArray flat = array.reshape(-1)) {
            for (long at = 0; at < info.elements(); at += PIECE) {
                int count = (int) Math.min(PIECE, info.elements() - at);
                file.read(name, at, bytes.asFloatBuffer().limit(count));
                copyInto(
                        flat,
                        at,
                        bytes.duplicate().order(ByteOrder.nativeOrder()).limit(count * Float.BYTES));
            }
        }
        return array;
    }

    /** Copies Java's memory into torch's; the array that wraps Java's must not live longer than this call. */
    private static void copyInto(NDArray flat, long at, ByteBuffer bytes) {
        int count = bytes.remaining() / Float.BYTES;
        try (NDArray wrapped = flat.getManager().create(bytes, new Shape(count), DataType.FLOAT32)) {
            flat.set(new NDIndex().addSliceDim(at, at + count), wrapped);
        }
    }
}
