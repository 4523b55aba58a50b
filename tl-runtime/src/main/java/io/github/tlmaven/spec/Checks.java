package io.github.tlmaven.spec;

/** Range checks of the records here. What a user typed wrong is found earlier, by the parser, with its pom path. */
final class Checks {

    private Checks() {}

    static void positive(String name, double value) {
        require(value > 0 && Double.isFinite(value), name, value, "a finite number above 0");
    }

    static void notNegative(String name, double value) {
        require(value >= 0 && Double.isFinite(value), name, value, "a finite number of 0 or more");
    }

    static void fraction(String name, double value) {
        require(value >= 0 && value < 1, name, value, "at least 0 and below 1");
    }

    static void factor(String name, double value) {
        require(value > 0 && value <= 1, name, value, "above 0 and at most 1");
    }

    static void probability(String name, double value) {
        require(value >= 0 && value <= 1, name, value, "0 to 1");
    }

    static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + expected + ", was " + value);
        }
    }
}
