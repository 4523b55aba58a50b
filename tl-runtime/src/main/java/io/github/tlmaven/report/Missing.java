package io.github.tlmaven.report;

import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Goal;

/**
 * A part of the plan that there is no result for.
 *
 * @param cell   that it is about; without a fold where it is about all folds of a seed
 * @param reason what is not there, as a clause: {@code has not been trained}
 * @param goal   what makes it
 */
public record Missing(CellId cell, String reason, Goal goal) {

    /** As a sentence. */
    public String text() {
        return cell.text() + " " + reason + ": run mvn tl:" + goal.keyword() + ".";
    }
}
