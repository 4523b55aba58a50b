package io.github.tlmaven.train;

import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * What a sum of losses is divided by: torch's mean divides by the sum of the labels' weights, and with soft targets by
     * the number of pictures. A picture's own weight multiplies its part, as in
     * {@code (v * cross_entropy(…, weight=w, reduction="none")).sum() / (v * w[labels]).sum()}.
     */
    double divisor(Targets targets) {
        if (targets instanceof Targets.Weighted weighted) {
            return IntStream.range(0, targets.size())
                    .mapToDouble(picture -> targets.weight(picture) * factor(weighted.targets(), picture))
                    .sum();
        }
        if (factors.isEmpty() || !(targets instanceof Targets.Labels labels)) {
            return targets.size();
        }
        return labels.labels().stream().mapToDouble(this::of).sum();
    }

    private double factor(Targets targets, int picture) {
        return targets instanceof Targets.Labels labels ? of(labels.labels().get(picture)) : 1;
    }
}
