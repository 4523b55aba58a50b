package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Optional;

/** How one function of a network in evaluation mode can be computed. */
enum Route {
    /** Weights O×I×H×W in memory, batch norm as an operation of its own. */
    DEFAULT_LAYOUT,
    /** Weights O×H×W×I in memory, batch norm as an operation of its own. */
    CHANNELS_LAST,
    FOLDED_AHEAD,
    FOLDED_IN_THE_GRAPH;

    private static final int CONVOLUTION_DIMENSIONS = 4;

    /** Computes the stages from one boundary to another; the manager owns what is made on the way. */
    NDArray compute(Architecture architecture, StateDict tensors, NDArray input, int[] fromTo, NDManager manager) {
        int from = fromTo[0];
        int to = fromTo[1];
        return switch (this) {
            case DEFAULT_LAYOUT ->
                architecture.forward(input, from, to, Pass.evaluation(defaultLayout(tensors, manager)));
            case CHANNELS_LAST -> architecture.forward(input, from, to, Pass.evaluation(tensors));
            case FOLDED_IN_THE_GRAPH ->
                architecture.forward(input, from, to, new Pass(tensors, NormMode.FOLDED, Map.of(), Optional.empty()));
            case FOLDED_AHEAD -> {
                try (FrozenStages frozen = new FrozenStages(architecture, from, to, tensors)) {
                    yield frozen.forward(input);
                }
            }
        };
    }

    private static Tensors defaultLayout(StateDict tensors, NDManager manager) {
        return name -> {
            NDArray tensor = tensors.tensor(name);
            return tensor.getShape().dimension() == CONVOLUTION_DIMENSIONS
                    ? manager.create(tensor.toFloatArray(), tensor.getShape())
                    : tensor;
        };
    }
}
