package io.github.tlmaven.spec;

/**
 * Which pictures make a step of the optimizer.
 *
 * @param size              pictures of a batch, at least 1
 * @param accumulationSteps batches whose pictures make one step together, at least 1; the last step of an epoch has
 *                          what is left, and every picture of a step weighs the same
 * @param microBatch        pictures of a batch that a worker differentiates at once, at least 1; one that is larger than
 *                          the batch is the batch. It decides in which groups gradients are added, so the last digits
 *                          of what is trained, and is without effect where batch norm computes on the statistics of its
 *                          batches, which go through a network whole
 * @param sampling          how an epoch draws its pictures
 */
public record BatchSpec(int size, int accumulationSteps, int microBatch, Sampling sampling) {

    /** The micro-batch's name in the pom, in the plan's JSON and in fingerprints. */
    public static final String MICRO_BATCH = "microBatch";

    /** Large enough for the kernels, small enough for four workers to share a batch of the usual size. */
    public static final int DEFAULT_MICRO_BATCH = 8;

    /** Checks the ranges. */
    public BatchSpec {
        Checks.require(size >= 1, "batchSize", size, "1 or more");
        Checks.require(accumulationSteps >= 1, "accumulationSteps", accumulationSteps, "1 or more");
        Checks.require(microBatch >= 1, MICRO_BATCH, microBatch, "1 or more");
        Checks.require(
                (long) size * accumulationSteps <= Integer.MAX_VALUE,
                "batchSize × accumulationSteps",
                (long) size * accumulationSteps,
                "at most " + Integer.MAX_VALUE);
    }

    /** Shuffled batches, each a step of its own. */
    public BatchSpec(int size) {
        this(size, 1, Sampling.SHUFFLED);
    }

    /** Batches in micro-batches of the usual size. */
    public BatchSpec(int size, int accumulationSteps, Sampling sampling) {
        this(size, accumulationSteps, DEFAULT_MICRO_BATCH, sampling);
    }

    /** Pictures of a step that is not the last of its epoch. */
    public int picturesPerStep() {
        return size * accumulationSteps;
    }

    /** How an epoch draws its pictures; it draws as many as there are. */
    public enum Sampling {
        /** Each picture once, in random order. */
        SHUFFLED("shuffled"),
        /** A class, each equally likely, then a picture of it, each equally likely; with replacement. */
        BALANCED("balanced");

        private final String keyword;

        Sampling(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <sampling>}. */
        public String keyword() {
            return keyword;
        }
    }
}
