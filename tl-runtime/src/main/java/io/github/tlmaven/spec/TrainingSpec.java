package io.github.tlmaven.spec;

import java.util.OptionalDouble;

/**
 * How a cell is trained.
 *
 * @param epochs         passes over the training part, at least 1
 * @param batchSize      pictures for each step of the optimizer, at least 1
 * @param optimizer      update rule with its peak learning rate
 * @param warmupEpochs   epochs over which the rate rises linearly before the cosine begins; below {@code epochs}
 * @param labelSmoothing mass spread evenly over all classes, in [0, 1)
 * @param clipNorm       largest global norm of the gradients; absent where they are not clipped
 * @param augmentation   what is done to training pictures at random
 * @param views          augmented variants of each training picture whose frozen features are computed once; 1 or more,
 *                       and without effect where nothing is frozen
 */
public record TrainingSpec(
        int epochs,
        int batchSize,
        OptimizerSpec optimizer,
        int warmupEpochs,
        double labelSmoothing,
        OptionalDouble clipNorm,
        Augmentation augmentation,
        int views) {

    /** Checks the ranges. */
    public TrainingSpec {
        Checks.require(epochs >= 1, "epochs", epochs, "1 or more");
        Checks.require(batchSize >= 1, "batchSize", batchSize, "1 or more");
        Checks.require(
                warmupEpochs >= 0 && warmupEpochs < epochs, "warmupEpochs", warmupEpochs, "0 or more and below epochs");
        Checks.fraction("labelSmoothing", labelSmoothing);
        clipNorm.ifPresent(norm -> Checks.positive("clipNorm", norm));
        Checks.require(views >= 1, "views", views, "1 or more");
    }

    /** What is done to training pictures at random; evaluation pictures are never touched. */
    public enum Augmentation {
        /** Nothing: the pictures as evaluation sees them. */
        NONE("none"),
        /** A random resized crop of most of the picture, and a horizontal flip of every second one. */
        LIGHT("light");

        private final String keyword;

        Augmentation(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <augmentation>}. */
        public String keyword() {
            return keyword;
        }
    }
}
