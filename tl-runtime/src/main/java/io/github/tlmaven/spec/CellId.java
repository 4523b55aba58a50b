package io.github.tlmaven.spec;

import java.util.OptionalInt;

/**
 * Names a training: an experiment with one seed, and in a cross-validation with one fold as the test part.
 *
 * @param experiment id
 * @param seed       of the training
 * @param fold       from 1; absent without folds
 */
public record CellId(String experiment, long seed, OptionalInt fold) {

    /** Checks the fold. */
    public CellId {
        fold.ifPresent(number -> Checks.require(number >= 1, "fold", number, "1 or more"));
    }

    /** For the beginning of log lines: {@code [probe seed 1 fold 2]}. */
    public String label() {
        return "[" + experiment + " seed " + seed + foldAfter(" ") + "]";
    }

    /** For a sentence: {@code probe with seed 1, fold 2}. */
    public String text() {
        return experiment + " with seed " + numbers();
    }

    /** What stands behind the word seed where the experiment is known: {@code 1, fold 2}. */
    public String numbers() {
        return seed + foldAfter(", ");
    }

    /** The name of all folds of its seed together; without folds the same. */
    public CellId withoutFold() {
        return new CellId(experiment, seed, OptionalInt.empty());
    }

    private String foldAfter(String separator) {
        return fold.isPresent() ? separator + "fold " + fold.getAsInt() : "";
    }
}
