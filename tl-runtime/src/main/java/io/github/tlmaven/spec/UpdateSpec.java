package io.github.tlmaven.spec;

import java.util.OptionalDouble;

/**
 * What a step does with its gradient.
 *
 * @param optimizer update rule with its peak learning rate
 * @param decayAll  whether weight decay acts on biases and normalisation layers too, and not on weights alone
 * @param clipping  how large a gradient may be
 * @param emaDecay  decay d, above 0 and below 1, of an exponential moving average of the trained tensors,
 *                  a ← d·a + (1 − d)·w after each step, which is validated and kept in place of the tensors themselves;
 *                  absent where there is none
 */
public record UpdateSpec(OptimizerSpec optimizer, boolean decayAll, Clipping clipping, OptionalDouble emaDecay) {

    /** Checks the range of the decay. */
    public UpdateSpec {
        emaDecay.ifPresent(decay -> Checks.require(decay > 0 && decay < 1, "emaDecay", decay, "above 0 and below 1"));
    }

    /** The optimizer alone: biases and norms without decay, no clipping, no average. */
    public UpdateSpec(OptimizerSpec optimizer) {
        this(optimizer, false, new Clipping.None(), OptionalDouble.empty());
    }

    /** How large a gradient may be. */
    public sealed interface Clipping {

        /**
         * By the limit that is there.
         *
         * @throws IllegalArgumentException if both are
         */
        static Clipping of(OptionalDouble norm, OptionalDouble value) {
            Checks.require(norm.isEmpty() || value.isEmpty(), "clipNorm and clipValue", "both", "one at most");
            if (value.isPresent()) {
                return new Value(value.getAsDouble());
            }
            return norm.isPresent() ? new Norm(norm.getAsDouble()) : new None();
        }

        /** As large as it is. */
        record None() implements Clipping {}

        /**
         * All gradients of a step are scaled by one factor where their common Euclidean norm is above a limit, as
         * torch.nn.utils.clip_grad_norm_ does.
         *
         * @param limit above 0
         */
        record Norm(double limit) implements Clipping {
            /** Checks the range. */
            public Norm {
                Checks.positive("clipNorm", limit);
            }
        }

        /**
         * Every element of a gradient is moved into [−limit, limit], as torch.nn.utils.clip_grad_value_ does.
         *
         * @param limit above 0
         */
        record Value(double limit) implements Clipping {
            /** Checks the range. */
            public Value {
                Checks.positive("clipValue", limit);
            }
        }
    }
}
