package io.github.tlmaven.train;

import io.github.tlmaven.digest.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The small numbers of a training under way; {@link Checkpoint} has the tensors. What follows from these, such as the best
 * epoch and what early stopping counts, is computed from them again.
 *
 * @param results   of the epochs that are over, in order
 * @param partial   what was done of the next epoch
 * @param steps     that the optimizer made, by parameter
 * @param audited   how far the audit has come
 * @param movements what was measured of the optimizer's steps in this stage, by parameter
 */
public record Progress(
        List<EpochResult> results,
        Partial partial,
        Map<String, Integer> steps,
        Audited audited,
        Map<String, Sum> movements) {

    /** Copies the collections, keeping their order. */
    public Progress {
        results = List.copyOf(results);
        steps = ordered(steps);
        movements = ordered(movements);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** The last epoch that was begun, counted from 0; only where one was. */
    int begunEpoch() {
        return partial.isNone() ? results.size() - 1 : results.size();
    }

    /** Where that is, for the log: {@code epoch 3}, or {@code step 17 of 40 in epoch 4}. */
    public String place() {
        return partial.isNone()
                ? "epoch " + results.size()
                : "step " + partial.nextStep() + " of " + partial.steps() + " in epoch " + (results.size() + 1);
    }

    /**
     * The steps of an epoch that is not over.
     *
     * @param nextStep   how many were made, which is the index of the next one
     * @param steps      of the whole epoch; 0 where none was made
     * @param lossSum    of the steps' losses
     * @param divisorSum of their divisors, as {@link Loss#divisor} gives them
     */
    public record Partial(int nextStep, int steps, double lossSum, double divisorSum) {

        /** Before the first step. */
        public static final Partial NONE = new Partial(0, 0, 0, 0);

        /** Checks that some steps are left, unless there are none at all. */
        public Partial {
            if (nextStep < 0 || (nextStep >= steps && steps != 0)) {
                throw new IllegalArgumentException("step " + nextStep + " of " + steps);
            }
        }

        boolean isNone() {
            return nextStep == 0;
        }

        /** Share of the epoch that is done. */
        double share() {
            return isNone() ? 0 : (double) nextStep / steps;
        }
    }

    /**
     * How far the audit has come.
     *
     * @param before digests of all tensors as they were before the stage
     * @param stages what was found after the stages before it
     * @param epochs of the stage that were begun, 1 or more
     */
    public record Audited(Map<String, Sha256> before, List<StageAudit> stages, int epochs) {
        /** Copies the collections, keeping their order. */
        public Audited {
            before = ordered(before);
            stages = List.copyOf(stages);
        }
    }

    /**
     * Sums over the measured steps of one parameter.
     *
     * @param rates   learning rates
     * @param changes absolute changes of all values
     * @param values  that changed
     * @param steps   that were measured
     */
    public record Sum(double rates, double changes, long values, int steps) {

        static final Sum NONE = new Sum(0, 0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(rates + other.rates, changes + other.changes, values + other.values, steps + other.steps);
        }
    }
}
