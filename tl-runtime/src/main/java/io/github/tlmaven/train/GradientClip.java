package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import java.util.Collection;
import java.util.OptionalDouble;

/** Clipping by global norm, as torch.nn.utils.clip_grad_norm_. */
final class GradientClip {

    /** Keeps the division finite where all gradients are zero; torch's constant. */
    private static final double EPSILON = 1e-6;

    private GradientClip() {}

    /**
     * Scales all gradients so that their common norm is at most the limit.
     *
     * @return the norm before; not finite where a gradient is not
     */
    static double apply(Collection<NDArray> gradients, OptionalDouble limit) {
        double squares = 0;
        for (NDArray gradient : gradients) {
            try (NDArray norm = gradient.norm()) {
                double value = norm.getFloat();
                squares += value * value;
            }
        }
        double total = StrictMath.sqrt(squares);
        double factor = limit.isPresent() ? limit.getAsDouble() / (total + EPSILON) : 1;
        if (factor < 1) {
            gradients.forEach(gradient -> gradient.muli(factor));
        }
        return total;
    }
}
