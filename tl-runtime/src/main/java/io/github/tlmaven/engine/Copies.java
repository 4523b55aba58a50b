package io.github.tlmaven.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/** Values from one array into another. */
public final class Copies {

    private Copies() {}

    /** An array with the same values in the same layout, attached to a manager. */
    public static NDArray of(NDArray source, NDManager owner) {
        NDArray copy = source.duplicate();
        copy.attach(owner);
        return copy;
    }

    /**
     * Copies all values, whatever the layouts of the two in memory; the target keeps its memory and its layout.
     * {@link NDArray#copyTo} would put Java's memory in default layout in the place of the target's own, and kernels and
     * the order of sums depend on the layout.
     *
     * @param source of the target's shape, of one dimension or more
     */
    public static void into(NDArray target, NDArray source) {
        if (!source.getShape().equals(target.getShape())) {
            throw new IllegalArgumentException(source.getShape() + " into " + target.getShape());
        }
        target.set(new NDIndex().addSliceDim(0, target.getShape().get(0)), source);
    }
}
