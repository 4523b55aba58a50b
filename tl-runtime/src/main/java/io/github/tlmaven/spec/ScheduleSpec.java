package io.github.tlmaven.spec;

/**
 * How the learning rate changes from step to step: a linear warm-up, and behind it a decay that begins there as if the
 * training did, as torch.optim's SequentialLR of LinearLR and another scheduler.
 *
 * @param warmupEpochs epochs over which the rate rises linearly, 0 or more; 0 with one-cycle, which rises by itself
 * @param decay        what follows
 */
public record ScheduleSpec(int warmupEpochs, Decay decay) {

    /** Checks that there is one rise at most. */
    public ScheduleSpec {
        Checks.require(warmupEpochs >= 0, "warmupEpochs", warmupEpochs, "0 or more");
        Checks.require(
                warmupEpochs == 0 || !(decay instanceof Decay.OneCycle),
                "warmupEpochs",
                warmupEpochs,
                "0 with schedule one-cycle");
    }
}
