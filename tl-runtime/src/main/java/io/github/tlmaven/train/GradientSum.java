package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The gradient of a step while its micro-batches are added, in their order: batches that are accumulated give the bits
 * of one batch of all their pictures where they are cut into the same micro-batches.
 */
final class GradientSum {

    private final Map<String, NDArray> gradients = new LinkedHashMap<>();
    private double loss;

    /**
     * Adds a micro-batch.
     *
     * @param more gradients by parameter's name; handed over
     * @param sum  of the pictures' losses
     */
    void add(Map<String, NDArray> more, double sum) {
        loss += sum;
        more.forEach((name, gradient) -> {
            NDArray before = gradients.putIfAbsent(name, gradient);
            if (before != null) {
                try (gradient) {
                    before.addi(gradient);
                }
            }
        });
    }

    /** By parameter's name. */
    Map<String, NDArray> gradients() {
        return gradients;
    }

    /** Sum of the pictures' losses. */
    double loss() {
        return loss;
    }
}
