package io.github.tlmaven.report;

import io.github.tlmaven.spec.Gate;
import java.util.OptionalDouble;

/**
 * What became of a gate.
 *
 * @param gate   as planned
 * @param passed whether the condition holds
 * @param actual value that was judged; absent where there was none
 * @param text   actual value and limit, or why there is nothing to judge
 */
public record GateOutcome(Gate gate, boolean passed, OptionalDouble actual, String text) {

    /** The word for it. */
    public String word() {
        return passed ? "PASS" : "FAIL";
    }
}
