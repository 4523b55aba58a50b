package io.github.tlmaven.train;

/**
 * What an epoch gave.
 *
 * @param epoch              counted from 1
 * @param stage              state of the strategy
 * @param learningRate       of the head in the epoch's last step
 * @param trainLoss          mean over the epoch's pictures as they were seen, label smoothing included
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

    /** Whether this epoch is to be kept rather than another: by accuracy, and by loss where accuracies are equal. */
    boolean betterThan(EpochResult other) {
        if (validationAccuracy != other.validationAccuracy) {
            return validationAccuracy > other.validationAccuracy;
        }
        return validationLoss < other.validationLoss;
    }
}
