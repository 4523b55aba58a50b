package io.github.tlmaven.train;

/**
 * Learning rate of every step: a linear warm-up, then a cosine to zero (Loshchilov and Hutter 2017), as torch.optim's
 * SequentialLR of LinearLR and CosineAnnealingLR.
 *
 * @param base        rate at the end of the warm-up
 * @param warmupSteps steps of the warm-up, 0 for none
 * @param totalSteps  steps of the whole training, more than {@code warmupSteps}
 */
public record Schedule(double base, int warmupSteps, int totalSteps) {

    /** Share of the base rate that the first step has. */
    private static final double WARMUP_START = 0.01;

    /** Checks that something is left behind the warm-up. */
    public Schedule {
        if (warmupSteps < 0 || warmupSteps >= totalSteps) {
            throw new IllegalArgumentException("warm-up of " + warmupSteps + " steps in " + totalSteps);
        }
    }

    /**
     * Rate of a step.
     *
     * @param step counted from 0
     */
    public double rate(int step) {
        if (step < warmupSteps) {
            return base * (WARMUP_START + (1 - WARMUP_START) * step / warmupSteps);
        }
        double progress = (double) (step - warmupSteps) / (totalSteps - warmupSteps);
        return base * (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
    }
}
