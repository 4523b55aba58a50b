package io.github.tlmaven.spec;

/**
 * Which pictures make a step of the optimizer.
 *
 * @param size              pictures of a batch, at least 1
 * @param accumulationSteps batches whose pictures make one step together, at least 1; the last step of an epoch has
 *                          what is left, and every picture of a step weighs the same
 * @param sampling          how an epoch draws its pictures
 */
public record BatchSpec(int size, int accumulationSteps, Sampling sampling) {

    /** Checks the ranges. */
    public BatchSpec {
        Checks.require(size >= 1, "batchSize", size, "1 or more");
        Checks.require(accumulationSteps >= 1, "accumulationSteps", accumulationSteps, "1 or more");
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
