package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import java.util.Optional;

/**
 * What a forward pass takes its numbers from.
 *
 * @param tensors  by state-dict name; read, never closed
 * @param normMode how batch norm computes
 * @param folded   convolutions folded before, by the convolution's name; empty where folding belongs to the graph
 * @param masks    dropout masks; empty in evaluation, which then has no dropout at all
 */
public record Pass(
        Tensors tensors,
        NormMode normMode,
        Map<String, ? extends FrozenConvolution> folded,
        Optional<DropoutMasks> masks) {

    /** Where dropout masks come from. */
    @FunctionalInterface
    public interface DropoutMasks {
        /**
         * A mask for the pictures of this pass.
         *
         * @param layer    name of the dropout layer
         * @param rate     share of values that are dropped
         * @param features values for each picture
         * @return N×features, owned by the engine: 0 for what is dropped, 1/(1 − rate) for the rest; the caller closes it
         */
        NDArray mask(String layer, double rate, long features);
    }

    /** Evaluation with batch norm as an operation of its own. */
    public static Pass evaluation(Tensors tensors) {
        return new Pass(tensors, NormMode.EVAL, Map.of(), Optional.empty());
    }

    /** The tensor of a name. */
    public NDArray tensor(String name) {
        return tensors.tensor(name);
    }
}
