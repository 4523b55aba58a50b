package io.github.tlmaven.train;

import io.github.tlmaven.spec.SelectionSpec.Monitor;

/**
 * What an epoch gave.
 *
 * @param epoch              counted from 1
 * @param stage              state of the strategy
 * @param learningRate       of the head in the epoch's last step
 * @param trainLoss          mean of what is minimised over the epoch's pictures as they were seen
 * @param validationLoss     mean plain cross-entropy after the epoch
 * @param validationAccuracy share of validation pictures whose most probable class is the label
 */
public record EpochResult(
        int epoch,
        String stage,
        double learningRate,
        double trainLoss,
        double validationLoss,
        double validationAccuracy) {

    /** Whether this epoch is to be kept rather than another: by what is monitored, and by the other number of equals. */
    boolean betterThan(EpochResult other, Monitor monitor) {
        int byAccuracy = Double.compare(validationAccuracy, other.validationAccuracy);
        int byLoss = Double.compare(other.validationLoss, validationLoss);
        return switch (monitor) {
            case VALIDATION_ACCURACY -> byAccuracy > 0 || (byAccuracy == 0 && byLoss > 0);
            case VALIDATION_LOSS -> byLoss > 0 || (byLoss == 0 && byAccuracy > 0);
        };
    }
}
