package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A range of stages as a fixed function: batch norms are folded, and convolutions packed, once. Any number of threads may
 * use it at the same time.
 */
public final class FrozenStages implements AutoCloseable {

    private final Architecture architecture;
    private final int from;
    private final int to;
    private final Map<String, FrozenConvolution> frozen = new LinkedHashMap<>();
    private final Pass pass;

    /**
     * Freezes the stages from one boundary to another.
     *
     * @param tensors their tensors; must stay open as long as this
     */
    public FrozenStages(Architecture architecture, int from, int to, Tensors tensors) {
        this.architecture = architecture;
        this.from = from;
        this.to = to;
        architecture
                .convolutions(from, to)
                .forEach(unit -> frozen.put(unit.convolution().name(), unit.freeze(tensors)));
        this.pass = new Pass(tensors, NormMode.FOLDED, frozen, Optional.empty());
    }

    /** The boundary at which they end. */
    public int to() {
        return to;
    }

    /** Computes the boundary's activations; the caller closes them and keeps the input. */
    public NDArray forward(NDArray input) {
        return from == to ? input.duplicate() : architecture.forward(input, from, to, pass);
    }

    /**
     * Computes the activations at several boundaries, each from those at the one below it. They have the bits of
     * {@link #forward(NDArray)} of stages that end there.
     *
     * @param input      the caller keeps it
     * @param boundaries in rising order, above the first stage and within the range
     * @param visitor    sees each boundary's activations once, in the boundaries' order; must not change or close them
     */
    public void forward(NDArray input, List<Integer> boundaries, Consumer<NDArray> visitor) {
        NDArray current = input;
        int at = from;
        try {
            for (int boundary : boundaries) {
                NDArray below = current;
                current = architecture.forward(below, at, boundary, pass);
                at = boundary;
                if (below != input) {
                    below.close();
                }
                visitor.accept(current);
            }
        } finally {
            if (current != input) {
                current.close();
            }
        }
    }

    @Override
    public void close() {
        frozen.values().forEach(FrozenConvolution::close);
    }
}
