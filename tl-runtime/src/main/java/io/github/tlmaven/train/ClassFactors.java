package io.github.tlmaven.train;

import java.util.List;

/**
 * How much each class counts in a loss, as the {@code weight} of torch.nn.CrossEntropyLoss.
 *
 * @param factors above 0, in the classes' order; empty where all count 1
 */
record ClassFactors(List<Double> factors) {

    static final ClassFactors ALIKE = new ClassFactors(List.of());

    /** Copies the list. */
    ClassFactors {
        factors = List.copyOf(factors);
    }

    boolean alike() {
        return factors.isEmpty();
    }

    double of(int label) {
        return factors.isEmpty() ? 1 : factors.get(label);
    }

    /** torch divides by the sum of the labels' weights, and with soft targets by the number of pictures. */
    double divisor(Targets targets) {
        if (factors.isEmpty() || !(targets instanceof Targets.Labels labels)) {
            return targets.size();
        }
        return labels.labels().stream().mapToDouble(this::of).sum();
    }
}
