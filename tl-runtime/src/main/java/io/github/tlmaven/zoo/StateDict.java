package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.Copies;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of a network by name, in memory that the engine owns. Convolution weights lie channels-last (O×H×W×I
 * behind a view of O×I×H×W): with such a weight a convolution runs channels-last whatever its input is.
 */
public final class StateDict implements Tensors, AutoCloseable {

    private static final int CONVOLUTION_DIMENSIONS = 4;

    /** Values that are drawn at once. */
    private static final long PIECE = 1L << 20;

    private final NDManager manager;
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();

    /**
     * An empty one.
     *
     * @param manager owns the tensors from now on, and is closed with this
     */
    public StateDict(NDManager manager) {
        this.manager = manager;
    }

    /** Copies values into a tensor of the given name, in row-major order of its dimensions. */
    public void put(String name, float[] values, long... dimensions) {
        try (NDArray array = manager.create(values, new Shape(dimensions))) {
            put(name, array);
        }
    }

    /** A source of float32 values. */
    @FunctionalInterface
    public interface Values {
        /**
         * Fills a piece.
         *
         * @param from index of its first value among all
         */
        void fill(long from, float[] piece);
    }

    /**
     * Draws values into a tensor of the given name, in row-major order of its dimensions, and piece by piece: a linear
     * layer of VGG has 400 MB, which need not pass through the heap at once.
     */
    public void put(String name, Values values, long... dimensions) {
        Shape shape = new Shape(dimensions);
        NDArray whole = manager.create(shape);
        try (NDArray flat = whole.reshape(-1)) {
            for (long from = 0; from < shape.size(); from += PIECE) {
                float[] piece = new float[(int) Math.min(PIECE, shape.size() - from)];
                values.fill(from, piece);
                try (NDArray part = manager.create(piece)) {
                    flat.set(new NDIndex().addSliceDim(from, from + piece.length), part);
                }
            }
        }
        adopt(name, whole);
    }

    /** Copies an array into the tensor of the given name. */
    public void put(String name, NDArray values) {
        boolean convolution = values.getShape().dimension() == CONVOLUTION_DIMENSIONS;
        replace(name, convolution ? channelsLast(values) : Copies.of(values, manager));
    }

    /**
     * Takes over an array that the engine owns, in default layout; only a convolution's weight is copied, and let go at
     * once.
     */
    public void adopt(String name, NDArray array) {
        if (array.getShape().dimension() == CONVOLUTION_DIMENSIONS) {
            try (array) {
                put(name, array);
            }
        } else {
            array.attach(manager);
            replace(name, array);
        }
    }

    private void replace(String name, NDArray array) {
        NDArray before = tensors.put(name, array);
        if (before != null) {
            before.close();
        }
    }

    /** The flat form of the moved weight is dense in its order, but a view of the weight where that order is its own. */
    private NDArray channelsLast(NDArray weight) {
        try (NDArray moved = weight.transpose(0, 2, 3, 1);
                NDArray flat = moved.reshape(-1);
                NDArray copy = flat.duplicate();
                NDArray dense = copy.reshape(moved.getShape())) {
            NDArray view = dense.transpose(0, 3, 1, 2);
            view.attach(manager);
            return view;
        }
    }

    @Override
    public NDArray tensor(String name) {
        return Tensors.of(tensors).tensor(name);
    }

    /** Every tensor by name, in the order it was put; a live view. */
    public Map<String, NDArray> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** The tensors of a list of specs by name, a copy in memory of their own. */
    public StateDict copy(List<TensorSpec> specs, NDManager owner) {
        StateDict copy = new StateDict(owner);
        specs.forEach(spec -> copy.put(spec.name(), tensor(spec.name())));
        return copy;
    }

    @Override
    public void close() {
        manager.close();
    }
}
