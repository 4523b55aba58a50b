package io.github.tlmaven.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Between Java memory in channels-last order and arrays that the engine sees as N×C×H×W. Activations are kept on disk
 * and made from pictures in this order, so that convolutions run channels-last without a copy.
 */
public final class ChannelsLast {

    private static final int PICTURE_DIMENSIONS = 3;

    private ChannelsLast() {}

    /** Memory for floats that the engine can read in place: direct, in the machine's byte order. */
    public static ByteBuffer allocate(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.nativeOrder());
    }

    /**
     * Copies rows into an array that the engine owns.
     *
     * @param values  N rows one behind the other, each H×W×C or C; direct, as {@link #allocate} makes it
     * @param rowShape (H, W, C) or (C)
     * @return N×C×H×W or N×C, attached to the manager
     */
    public static NDArray toArray(NDManager manager, ByteBuffer values, long[] rowShape) {
        long floats = values.remaining() / Float.BYTES;
        long rowFloats = new Shape(rowShape).size();
        long[] shape = new long[rowShape.length + 1];
        shape[0] = floats / rowFloats;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        NDArray rows = Autograd.owned(manager.create(values, new Shape(shape), DataType.FLOAT32));
        if (rowShape.length != PICTURE_DIMENSIONS) {
            return rows;
        }
        try (rows) {
            return rows.transpose(0, 3, 1, 2);
        }
    }

    /** Shape of a row of {@link #toRows}: (H, W, C) or (C). */
    public static long[] rowShape(NDArray array) {
        Shape shape = array.getShape();
        return shape.dimension() == PICTURE_DIMENSIONS + 1
                ? new long[] {shape.get(2), shape.get(3), shape.get(1)}
                : new long[] {shape.get(1)};
    }

    /** Values of an array N×C×H×W or N×C, row by row in channels-last order. */
    public static FloatBuffer toRows(NDArray array) {
        if (array.getShape().dimension() != PICTURE_DIMENSIONS + 1) {
            return FloatBuffer.wrap(array.toFloatArray());
        }
        try (NDArray moved = array.transpose(0, 2, 3, 1)) {
            return FloatBuffer.wrap(moved.toFloatArray());
        }
    }
}
