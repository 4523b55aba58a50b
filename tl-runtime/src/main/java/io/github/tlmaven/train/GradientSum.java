package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.zoo.FoldedConvolution;
import io.github.tlmaven.zoo.StepFolds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The gradient of a step while its micro-batches are added, in their order: batches that are accumulated give the bits
 * of one batch of all their pictures where they are cut into the same micro-batches.
 */
final class GradientSum {

    private final Map<String, NDArray> gradients = new LinkedHashMap<>();
    private final Map<String, FoldedConvolution> folded = new LinkedHashMap<>();
    private Optional<StepFolds> folds = Optional.empty();
    private double loss;

    /**
     * What a micro-batch adds.
     *
     * @param gradients by parameter's name
     * @param folded    by the name of a convolution that was folded for the whole step
     * @param lossSum   of the pictures' losses
     */
    record Part(Map<String, NDArray> gradients, Map<String, FoldedConvolution> folded, double lossSum) {}

    /** The folded convolutions of the step, made when they are first asked for. */
    StepFolds folds(Supplier<StepFolds> make) {
        if (folds.isEmpty()) {
            folds = Optional.of(make.get());
        }
        return folds.get();
    }

    /** Adds a micro-batch, whose arrays are handed over. */
    void add(Part part) {
        loss += part.lossSum();
        part.gradients().forEach((name, gradient) -> {
            NDArray before = gradients.putIfAbsent(name, gradient);
            if (before != null) {
                try (gradient) {
                    before.addi(gradient);
                }
            }
        });
        part.folded().forEach((name, gradient) -> {
            FoldedConvolution before = folded.putIfAbsent(name, gradient);
            if (before != null) {
                try (gradient) {
                    before.weight().addi(gradient.weight());
                    before.bias().addi(gradient.bias());
                }
            }
        });
    }

    /**
     * The step's last micro-batch was added: gradients by folded convolutions become those by their parameters.
     *
     * @param names   of all parameters, in the order wanted
     * @param manager owns what is computed
     * @return by parameter's name
     */
    Map<String, NDArray> end(List<String> names, Workers workers, NDManager manager) {
        folds.ifPresent(each -> gradients.putAll(each.unfold(folded, workers, manager)));
        Map<String, NDArray> ordered = new LinkedHashMap<>();
        names.forEach(name -> ordered.put(name, Objects.requireNonNull(gradients.get(name), name)));
        return ordered;
    }

    /** Sum of the pictures' losses. */
    double loss() {
        return loss;
    }
}
