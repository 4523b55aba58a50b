package io.github.tlmaven.spec;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The new layer or layers that give the logits of the user's classes.
 *
 * @param dropout share of the features that training drops before the last layer, from 0 to below 1; where absent, the
 *                architecture's own
 * @param hidden  width of a hidden layer with ReLU; where absent, the features go straight to the logits
 */
public record HeadSpec(OptionalDouble dropout, OptionalInt hidden) {

    /** Checks the ranges. */
    public HeadSpec {
        dropout.ifPresent(rate -> Checks.require(rate >= 0 && rate < 1, "dropout", rate, "from 0 to below 1"));
        hidden.ifPresent(width -> Checks.require(width >= 1, "hidden", width, "1 or more"));
    }

    /** One linear layer behind the architecture's own dropout. */
    public static HeadSpec plain() {
        return new HeadSpec(OptionalDouble.empty(), OptionalInt.empty());
    }
}
