package io.github.tlmaven.train;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Decides when a training's state is kept: often enough that a kill costs little, and seldom enough that keeping does. No
 * number of a result depends on it.
 */
public final class Checkpoints {

    private final CheckpointPlace place;
    private final Intervals intervals;
    private long last = System.nanoTime();
    private long cost;

    /**
     * How long a training goes on between two checkpoints.
     *
     * @param betweenEpochs at least, after an epoch
     * @param betweenSteps  at least, after a step within an epoch
     * @param largestShare  of the time that may go into checkpoints, above 0; infinite for no limit
     */
    public record Intervals(Duration betweenEpochs, Duration betweenSteps, double largestShare) {

        /** A kill that costs less than two seconds is not worth a file, and files may take a fiftieth of the time. */
        public static final Intervals USUAL = new Intervals(Duration.ofSeconds(2), Duration.ofMinutes(5), 0.02);

        /** Checks the ranges. */
        public Intervals {
            if (betweenEpochs.isNegative() || betweenSteps.isNegative() || !(largestShare > 0)) {
                throw new IllegalArgumentException(betweenEpochs + ", " + betweenSteps + ", " + largestShare);
            }
        }

        /** After every epoch and step by which so much time is over, whatever it costs. */
        public static Intervals every(Duration least) {
            return new Intervals(least, least, Double.POSITIVE_INFINITY);
        }
    }

    /** Of one training, which begins now. */
    public Checkpoints(CheckpointPlace place, Intervals intervals) {
        this.place = place;
        this.intervals = intervals;
    }

    /** Keeps none. */
    static Checkpoints none() {
        return new Checkpoints(CheckpointPlace.NONE, Intervals.USUAL);
    }

    /** As {@link CheckpointPlace#restore}. */
    void restore(Consumer<Checkpoint> training) {
        place.restore(training);
    }

    /** An epoch is over, and another one follows. */
    void afterEpoch(Supplier<Checkpoint> state) {
        keepIfDue(intervals.betweenEpochs(), state);
    }

    /** A step is over, and another one of its epoch follows. */
    void afterStep(Supplier<Checkpoint> state) {
        keepIfDue(intervals.betweenSteps(), state);
    }

    private void keepIfDue(Duration interval, Supplier<Checkpoint> state) {
        long start = System.nanoTime();
        double least = Math.max((double) interval.toNanos(), cost / intervals.largestShare());
        if (start - last < least) {
            return;
        }
        place.keep(state.get());
        last = System.nanoTime();
        cost = last - start;
    }
}
