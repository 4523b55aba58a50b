package io.github.tlmaven.data.augment;

import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.spec.AugmentationStep.RandAugment;
import io.github.tlmaven.spec.AugmentationStep.TrivialAugment;

/**
 * An operation with its strength, drawn by the laws of torchvision's classes.
 *
 * @param operation each equally likely
 * @param magnitude as {@link Operation#apply} takes it
 */
record Choice(Operation operation, double magnitude) {

    private static final Operation[] OPERATIONS = Operation.values();

    /** RandAugment: one strength for all. */
    static Choice rand(RandAugment step, int width, int height, Draws draws) {
        Operation operation = operation(draws);
        double magnitude = Magnitudes.rand(width, height).of(operation, step.magnitude());
        return new Choice(operation, signed(operation, magnitude, draws));
    }

    /** TrivialAugmentWide: every step of the scale equally likely. */
    static Choice trivial(Draws draws) {
        Operation operation = operation(draws);
        int level = operation.hasMagnitude() ? draws.nextInt(TrivialAugment.BINS) : 0;
        return new Choice(operation, signed(operation, Magnitudes.wide().of(operation, level), draws));
    }

    private static Operation operation(Draws draws) {
        return OPERATIONS[draws.nextInt(OPERATIONS.length)];
    }

    private static double signed(Operation operation, double magnitude, Draws draws) {
        return operation.isSigned() && draws.nextInt(2) == 1 ? -magnitude : magnitude;
    }
}
