package io.github.tlmaven.report;

import io.github.tlmaven.spec.Goal;

/**
 * A part of the plan that there is no result for.
 *
 * @param experiment id
 * @param seed       of the cell
 * @param reason     what is not there, as a clause: {@code has not been trained}
 * @param goal       what makes it
 */
public record Missing(String experiment, long seed, String reason, Goal goal) {

    /** As a sentence. */
    public String text() {
        return experiment + " with seed " + seed + " " + reason + ": run mvn tl:" + goal.keyword() + ".";
    }
}
