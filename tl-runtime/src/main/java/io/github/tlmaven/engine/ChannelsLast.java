package io.github.tlmaven.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * Between Java memory in channels-last order and arrays that the engine sees as N×C×H×W. Activations are kept on disk
 * and made from pictures in this order, so that convolutions run channels-last without a copy.
 */
public final class ChannelsLast {

    private static final int PICTURE_DIMENSIONS = 3;

    private ChannelsLast() {}

    /**
     * An array that the engine owns, filled in place: nothing of it passes through Java memory, which only a garbage
     * collection would free.
     *
     * @param count    of rows
     * @param rowShape (H, W, C) or (C)
     * @param writer   writes rows one behind the other, each H×W×C or C; must leave no value unwritten
     * @return N×C×H×W or N×C, attached to the manager
     */
    public static NDArray filled(NDManager manager, int count, long[] rowShape, Consumer<FloatBuffer> writer) {
        long[] shape = new long[rowShape.length + 1];
        shape[0] = count;
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        try (NDArray memory = manager.create(new Shape(shape), DataType.FLOAT32, Device.cpu())) {
            writer.accept(memory.toByteBuffer(true).asFloatBuffer());
            return onDevice(memory, rowShape.length, manager);
        }
    }

    private static NDArray onDevice(NDArray memory, int rowDimensions, NDManager manager) {
        NDArray rows = memory.toDevice(manager.getDevice(), false);
        NDArray array =
                rowDimensions == PICTURE_DIMENSIONS ? rows.transpose(0, 3, 1, 2) : rows.reshape(rows.getShape());
        array.attach(manager);
        if (rows != memory) {
            rows.close();
        }
        return array;
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
