package io.github.tlmaven.spec;

import java.util.regex.Pattern;

/**
 * A rule that maps names of tensors in a foreign file to those of the network: every match of the expression within a name
 * is replaced, as {@link java.util.regex.Matcher#replaceAll(String)} does it. An expression with {@code ^} and {@code $}
 * replaces whole names.
 *
 * @param from regular expression of {@code java.util.regex}
 * @param to   replacement, in which {@code $1} or {@code ${name}} stand for a group of the expression, and {@code \$} for
 *             a dollar
 */
public record Rename(String from, String to) {

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if the expression is empty or malformed, or if the replacement names a group that
     *     the expression does not have; the message says which
     */
    public Rename {
        if (from.isEmpty()) {
            throw new IllegalArgumentException("the expression is empty");
        }
        Pattern.compile(from);
        checkReplacement(from, to);
    }

    /** The expression, compiled. */
    public Pattern pattern() {
        return Pattern.compile(from);
    }

    /** Replaces nothing by it, through the same expression with an empty alternative: all groups are known, none is set. */
    private static void checkReplacement(String from, String to) {
        try {
            // the line break ends a comment that the expression may close with
            Pattern.compile(from + "\n|").matcher("").replaceFirst(to);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the replacement '" + to + "' does not suit the expression '" + from + "': " + e.getMessage(), e);
        }
    }
}
