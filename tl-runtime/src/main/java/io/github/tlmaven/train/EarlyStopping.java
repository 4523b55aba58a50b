package io.github.tlmaven.train;

import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import java.util.Optional;

/**
 * Ends a training after so many epochs in a row without a gain. A gain is more than the least that counts, on the best
 * number before; so many small gains together count once they reach it.
 */
final class EarlyStopping {

    private final Monitor monitor;
    private final Optional<SelectionSpec.Stopping> stopping;
    private double best = Double.NEGATIVE_INFINITY;
    private int epochsWithoutGain;

    EarlyStopping(SelectionSpec spec) {
        this.monitor = spec.monitor();
        this.stopping = spec.stopping();
    }

    /** An epoch is over. */
    void offer(EpochResult result) {
        double score = monitor == Monitor.VALIDATION_LOSS ? -result.validationLoss() : result.validationAccuracy();
        double least = stopping.map(SelectionSpec.Stopping::minDelta).orElse(0.0);
        if (score > best + least) {
            best = score;
            epochsWithoutGain = 0;
        } else {
            epochsWithoutGain++;
        }
    }

    /** Whether the last epoch was one too many. */
    boolean isOver() {
        return stopping.filter(some -> epochsWithoutGain >= some.patience()).isPresent();
    }
}
