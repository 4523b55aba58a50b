package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.SelectionSpec.Stopping;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** After which epoch a training ends. */
class EarlyStoppingTest {

    private static EarlyStopping stopping(Monitor monitor, int patience, double minDelta) {
        return new EarlyStopping(new SelectionSpec(Keep.BEST, monitor, Optional.of(new Stopping(patience, minDelta))));
    }

    /** Epochs that are offered until it is over, or all. */
    private static int epochs(EarlyStopping stopping, double... accuracies) {
        int epoch = 0;
        for (double accuracy : accuracies) {
            epoch++;
            stopping.offer(new EpochResult(epoch, "head", 0.1, 1, 1 - accuracy, accuracy));
            if (stopping.isOver()) {
                return epoch;
            }
        }
        return epoch;
    }

    @Test
    void endsAfterSoManyEpochsWithoutAGain() {
        assertThat(epochs(stopping(Monitor.VALIDATION_ACCURACY, 2, 0), 0.5, 0.6, 0.6, 0.5, 0.9))
                .isEqualTo(4);
    }

    @Test
    void aGainStartsTheCountAgain() {
        assertThat(epochs(stopping(Monitor.VALIDATION_ACCURACY, 2, 0), 0.5, 0.4, 0.6, 0.6, 0.7, 0.6, 0.7))
                .isEqualTo(7);
    }

    @Test
    void gainsBelowTheLeastDoNotCountUntilTheyAddUp() {
        assertThat(epochs(stopping(Monitor.VALIDATION_ACCURACY, 2, 0.25), 0.5, 0.625, 0.75, 0.875))
                .as("0.75 is 0.25 above the best that counted, and must be more")
                .isEqualTo(3);
        assertThat(epochs(stopping(Monitor.VALIDATION_ACCURACY, 3, 0.25), 0.5, 0.625, 0.75, 0.875, 0.875, 0.875, 0.875))
                .isEqualTo(7);
    }

    @Test
    void lossGainsWhereItFalls() {
        EarlyStopping stopping = stopping(Monitor.VALIDATION_LOSS, 1, 0);
        stopping.offer(new EpochResult(1, "head", 0.1, 1, 2, 0.5));
        stopping.offer(new EpochResult(2, "head", 0.1, 1, 1, 0.4));
        assertThat(stopping.isOver()).isFalse();
        stopping.offer(new EpochResult(3, "head", 0.1, 1, 1.5, 0.9));
        assertThat(stopping.isOver()).isTrue();
    }

    @Test
    void neverEndsWithoutPatience() {
        EarlyStopping stopping = new EarlyStopping(SelectionSpec.bestAccuracy());
        assertThat(epochs(stopping, 0.5, 0.4, 0.3, 0.2)).isEqualTo(4);
        assertThat(stopping.isOver()).isFalse();
    }
}
