package io.github.tlmaven.spec;

import java.util.Optional;

/**
 * Which epoch is kept, and when training ends before its last one. Both look at the validation part, which no dataset
 * lacks.
 *
 * @param keep     which epoch's tensors remain
 * @param monitor  what epochs are compared by
 * @param stopping when training ends early; absent where it does not
 */
public record SelectionSpec(Keep keep, Monitor monitor, Optional<Stopping> stopping) {

    /** The best epoch by validation accuracy out of all. */
    public static SelectionSpec bestAccuracy() {
        return new SelectionSpec(Keep.BEST, Monitor.VALIDATION_ACCURACY, Optional.empty());
    }

    /**
     * Early stopping: after so many epochs in a row without a gain.
     *
     * @param patience epochs, 1 or more
     * @param minDelta what the monitored number must gain on its best before to count, 0 or more
     */
    public record Stopping(int patience, double minDelta) {
        /** Checks the ranges. */
        public Stopping {
            Checks.require(patience >= 1, "patience", patience, "1 or more");
            Checks.notNegative("minDelta", minDelta);
        }
    }

    /** Which epoch's tensors remain. */
    public enum Keep {
        /** The best by what is monitored, the first of equals. */
        BEST("best"),
        /** The last that was trained. */
        LAST("last");

        private final String keyword;

        Keep(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <keep>}. */
        public String keyword() {
            return keyword;
        }
    }

    /** What epochs are compared by. */
    public enum Monitor {
        /** Accuracy on the validation part, and its loss where two accuracies are equal. */
        VALIDATION_ACCURACY("validation_accuracy"),
        /** Mean plain cross-entropy on the validation part, and the accuracy where two losses are equal. */
        VALIDATION_LOSS("validation_loss");

        private final String keyword;

        Monitor(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <monitor>}; the number's column in {@code history.csv}. */
        public String keyword() {
            return keyword;
        }
    }
}
