package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    /** Computes the boundary's activations; the caller closes them and keeps the input. */
    public NDArray forward(NDArray input) {
        return from == to ? input.duplicate() : architecture.forward(input, from, to, pass);
    }

    @Override
    public void close() {
        frozen.values().forEach(FrozenConvolution::close);
    }
}
