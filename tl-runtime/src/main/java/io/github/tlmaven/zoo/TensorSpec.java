package io.github.tlmaven.zoo;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor that a network needs.
 *
 * @param name        key in the state dict
 * @param shape       convolutions O×I×H×W, linear layers out×in, all others one dimension
 * @param role        what it does, which decides how it is trained
 * @param initializer first values in a network that is trained from scratch
 */
public record TensorSpec(String name, List<Long> shape, Role role, Initializer initializer) {

    /** Copies the shape. */
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /** A tensor of the given dimensions. */
    public static TensorSpec of(String name, Role role, Initializer initializer, long... shape) {
        return new TensorSpec(name, Arrays.stream(shape).boxed().toList(), role, initializer);
    }

    /** Number of values. */
    public long size() {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }

    /** The dimensions as an array. */
    public long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** What a tensor does. */
    public enum Role {
        /** Weight of a convolution or linear layer: trained, with weight decay. */
        WEIGHT,
        /** Bias of a convolution or linear layer: trained, without weight decay. */
        BIAS,
        /** Scale of a normalisation layer: trained, without weight decay. */
        NORM_SCALE,
        /** Shift of a normalisation layer: trained, without weight decay. */
        NORM_SHIFT,
        /** Running mean of a batch norm: follows the data, never the gradient. */
        RUNNING_MEAN,
        /** Running variance of a batch norm: follows the data, never the gradient. */
        RUNNING_VARIANCE;

        /** Whether an optimizer may change it. */
        public boolean isParameter() {
            return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
        }
    }
}
