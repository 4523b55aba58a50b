package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import java.util.Collection;

/** Clipping by global norm or by value, as torch.nn.utils.clip_grad_norm_ and clip_grad_value_. */
final class GradientClip {

    /** Keeps the division finite where all gradients are zero; torch's constant. */
    private static final double EPSILON = 1e-6;

    private GradientClip() {}

    /**
     * Makes gradients keep to a limit, in place.
     *
     * @return their common norm before; not finite where a gradient is not
     */
    static double apply(Collection<NDArray> gradients, Clipping clipping) {
        double total = norm(gradients);
        if (clipping instanceof Clipping.Norm norm) {
            double factor = norm.limit() / (total + EPSILON);
            if (factor < 1) {
                gradients.forEach(gradient -> gradient.muli(factor));
            }
        } else if (clipping instanceof Clipping.Value value) {
            gradients.forEach(gradient -> clamp(gradient, value.limit()));
        }
        return total;
    }

    private static double norm(Collection<NDArray> gradients) {
        double squares = 0;
        for (NDArray gradient : gradients) {
            try (NDArray norm = gradient.norm()) {
                double value = norm.getFloat();
                squares += value * value;
            }
        }
        return StrictMath.sqrt(squares);
    }

    private static void clamp(NDArray gradient, double limit) {
        try (NDArray clamped = gradient.clip(-limit, limit)) {
            clamped.copyTo(gradient);
        }
    }
}
