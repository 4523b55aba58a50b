package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.Workers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Trained convolutions with their batch norms, folded once for all pictures of a step. The pictures are differentiated by
 * the folded numbers; the sum of those gradients then goes through the folding's own chain rule once, not once for each
 * micro-batch: passes over weights are what the upper stages of a network spend their time on. Workers share the
 * convolutions, each of which is one thread's work, so their number changes no bit.
 */
public final class StepFolds {

    private final Map<String, Fold> folds = new LinkedHashMap<>();

    /** A convolution whose folding was recorded: parameters as leaves, and what they give. */
    private record Fold(Map<String, NDArray> leaves, FoldedConvolution folded) {}

    /**
     * Folds all convolutions with batch norm from a boundary upwards.
     *
     * @param tensors of the network; must not change before {@link #unfold}
     * @param manager owns what is computed
     */
    public StepFolds(Architecture architecture, int from, Tensors tensors, Workers workers, NDManager manager) {
        List<ConvNorm> units =
                architecture.convolutions(from, architecture.stages().size());
        List<Fold> recorded = workers.map(units, unit -> Autograd.recording(() -> record(unit, tensors, manager)));
        for (int i = 0; i < units.size(); i++) {
            folds.put(units.get(i).convolution().name(), recorded.get(i));
        }
    }

    private static Fold record(ConvNorm unit, Tensors tensors, NDManager manager) {
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        for (TensorSpec spec : unit.tensors()) {
            if (spec.role().isParameter()) {
                leaves.put(spec.name(), Autograd.leaf(tensors.tensor(spec.name()), manager));
            }
        }
        FoldedConvolution folded = unit.fold(tensors.under(leaves));
        folded.weight().attach(manager);
        folded.bias().attach(manager);
        return new Fold(leaves, folded);
    }

    /** Whether a parameter takes part in a fold, so that pictures are not differentiated by itself. */
    public boolean contains(String parameter) {
        return folds.values().stream().anyMatch(fold -> fold.leaves().containsKey(parameter));
    }

    /**
     * Aliases that collect gradients of their own, by the convolution's name.
     *
     * @param manager owns the aliases
     */
    public Map<String, FoldedConvolution> leaves(NDManager manager) {
        Map<String, FoldedConvolution> leaves = new LinkedHashMap<>();
        folds.forEach((name, fold) -> leaves.put(
                name,
                new FoldedConvolution(
                        Autograd.leaf(fold.folded().weight(), manager),
                        Autograd.leaf(fold.folded().bias(), manager))));
        return leaves;
    }

    /**
     * Turns gradients by folded numbers into those by parameters. Can be done once.
     *
     * @param gradients by the convolution's name, as {@link #leaves} are; closed
     * @param manager   owns the result
     * @return by parameter's name
     */
    public Map<String, NDArray> unfold(Map<String, FoldedConvolution> gradients, Workers workers, NDManager manager) {
        Map<String, NDArray> byParameter = new LinkedHashMap<>();
        workers.map(List.copyOf(folds.keySet()), name -> unfold(name, gradients, manager))
                .forEach(byParameter::putAll);
        return byParameter;
    }

    private Map<String, NDArray> unfold(String name, Map<String, FoldedConvolution> gradients, NDManager manager) {
        Fold fold = Objects.requireNonNull(folds.get(name), name);
        try (FoldedConvolution gradient = Objects.requireNonNull(gradients.get(name), name);
                FoldedConvolution folded = fold.folded()) {
            Autograd.backward(List.of(folded.weight(), folded.bias()), List.of(gradient.weight(), gradient.bias()));
        }
        Map<String, NDArray> byParameter = new LinkedHashMap<>();
        fold.leaves().forEach((parameter, leaf) -> {
            try (leaf) {
                byParameter.put(parameter, Autograd.gradient(leaf, manager));
            }
        });
        return Collections.unmodifiableMap(byParameter);
    }
}
