package io.github.tlmaven.spec;

import java.math.BigDecimal;

/**
 * A condition on the mean over seeds that fails the build where it does not hold, or where there is nothing to judge.
 *
 * @param experiment id of the experiment it judges
 * @param metric     what is judged
 * @param set        evaluation set it is judged on, {@link Plan#TEST_SET} unless the pom says otherwise
 * @param comparison direction
 * @param limit      exact, as typed
 */
public record Gate(String experiment, Metric metric, String set, Comparison comparison, BigDecimal limit) {

    /** As a user writes it: {@code accuracy on noto >= 0.68}; the test set is not named. */
    public String text() {
        String on = set.equals(Plan.TEST_SET) ? "" : " on " + set;
        return metric.keyword() + on + " " + comparison.sign() + " " + limit.toPlainString();
    }

    /** What a gate can judge. The keyword is also the name of the column in {@code results.csv}. */
    public enum Metric {
        /** Share of pictures whose most probable class is the label. */
        ACCURACY("accuracy"),
        /** Lower bound of accuracy's 95 % Wilson interval. */
        ACCURACY_LOW("accuracy_low"),
        /** Unweighted mean of the classes' F1. */
        MACRO_F1("macro_f1");

        private final String keyword;

        Metric(String keyword) {
            this.keyword = keyword;
        }

        /** The name in the pom and in {@code results.csv}. */
        public String keyword() {
            return keyword;
        }
    }

    /** Direction of a gate. */
    public enum Comparison {
        /** At least. */
        AT_LEAST(">="),
        /** More than. */
        ABOVE(">"),
        /** At most. */
        AT_MOST("<="),
        /** Less than. */
        BELOW("<");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** The sign in the pom. */
        public String sign() {
            return sign;
        }

        /** Whether a value that compares to the limit as {@code order} does, in {@link Comparable}'s sense, passes. */
        public boolean accepts(int order) {
            return switch (this) {
                case AT_LEAST -> order >= 0;
                case ABOVE -> order > 0;
                case AT_MOST -> order <= 0;
                case BELOW -> order < 0;
            };
        }
    }
}
