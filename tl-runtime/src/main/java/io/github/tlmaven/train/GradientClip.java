package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.engine.Copies;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import java.util.List;

/** Clipping by global norm or by value, as torch.nn.utils.clip_grad_norm_ and clip_grad_value_. */
final class GradientClip {

    /** Keeps the division finite where all gradients are zero; torch's constant. */
    private static final double EPSILON = 1e-6;

    private GradientClip() {}

    /**
     * Makes gradients keep to a limit, in place. Each gradient is one thread's work.
     *
     * @return their common norm before; not finite where a gradient is not
     */
    static double apply(List<NDArray> gradients, Clipping clipping, Workers workers) {
        double total = norm(gradients, workers);
        if (clipping instanceof Clipping.Norm norm) {
            double factor = norm.limit() / (total + EPSILON);
            if (factor < 1) {
                workers.map(gradients, gradient -> gradient.muli(factor));
            }
        } else if (clipping instanceof Clipping.Value value) {
            workers.map(gradients, gradient -> clamp(gradient, value.limit()));
        }
        return total;
    }

    private static double norm(List<NDArray> gradients, Workers workers) {
        double squares = 0;
        for (double value : workers.map(gradients, GradientClip::norm)) {
            squares += value * value;
        }
        return StrictMath.sqrt(squares);
    }

    private static double norm(NDArray gradient) {
        try (NDArray norm = gradient.norm()) {
            return norm.getFloat();
        }
    }

    private static NDArray clamp(NDArray gradient, double limit) {
        try (NDArray clamped = gradient.clip(-limit, limit)) {
            Copies.into(gradient, clamped);
        }
        return gradient;
    }
}
