package io.github.tlmaven.train;

import io.github.tlmaven.spec.Decay;
import io.github.tlmaven.spec.ScheduleSpec;

/**
 * Learning rate of every step: a linear warm-up from a hundredth, then the spec's decay, as torch.optim's SequentialLR
 * of LinearLR and another scheduler.
 *
 * @param base          rate at the end of the warm-up
 * @param spec          warm-up and decay, in epochs
 * @param epochs        of the whole training, more than the warm-up's
 * @param stepsPerEpoch at least 1
 */
public record Schedule(double base, ScheduleSpec spec, int epochs, int stepsPerEpoch) {

    /** Share of the base rate that the first step of a warm-up has. */
    private static final double WARMUP_START = 0.01;

    /** Checks that something is left behind the warm-up. */
    public Schedule {
        if (spec.warmupEpochs() >= epochs || stepsPerEpoch < 1) {
            throw new IllegalArgumentException(
                    "warm-up of " + spec.warmupEpochs() + " epochs in " + epochs + " of " + stepsPerEpoch + " steps");
        }
    }

    /**
     * Rate of a step.
     *
     * @param step counted from 0
     */
    public double rate(int step) {
        int warmup = spec.warmupEpochs() * stepsPerEpoch;
        if (step < warmup) {
            return base * (WARMUP_START + (1 - WARMUP_START) * step / warmup);
        }
        Decay.Span span = new Decay.Span(epochs * stepsPerEpoch - warmup, stepsPerEpoch);
        return base * spec.decay().factor(step - warmup, span);
    }
}
