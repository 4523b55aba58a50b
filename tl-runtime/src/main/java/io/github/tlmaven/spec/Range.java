package io.github.tlmaven.spec;

import java.util.function.DoublePredicate;

/**
 * What a number in the pom may be.
 *
 * @param holds    whether a finite number is in the range
 * @param expected ends the sentence "must be …"
 */
record Range(DoublePredicate holds, String expected) {

    static final Range POSITIVE = new Range(value -> value > 0, "a number above 0");
    static final Range NOT_NEGATIVE = new Range(value -> value >= 0, "a number of 0 or more");
    static final Range FRACTION = new Range(value -> value >= 0 && value < 1, "a number of at least 0 and below 1");
    static final Range SHARE = new Range(value -> value > 0 && value < 1, "a number above 0 and below 1");
    static final Range RATIO = new Range(value -> value >= 1, "a number of 1 or more");
    static final Range FACTOR = new Range(value -> value > 0 && value <= 1, "a number above 0 and at most 1");
}
