package io.github.tlmaven.spec;

import java.io.Serial;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule that maps names of tensors in a foreign file to those of the network: every match of the expression within a name
 * is replaced, as {@link java.util.regex.Matcher#replaceAll(String)} does it. An expression with {@code ^} and {@code $}
 * replaces whole names.
 *
 * @param from regular expression of {@code java.util.regex}, not empty
 * @param to   replacement, in which {@code $1} or {@code ${name}} stand for a group of the expression, and {@code \$} for
 *             a dollar; may be empty
 */
public record Rename(String from, String to) {

    /**
     * Makes every expression match the empty text, so that a replacement can be tried without a name. The line break ends a
     * comment within the expression.
     */
    private static final String OR_NOTHING = "\n|";

    /** A rule that cannot be applied to any name. */
    static final class InvalidRuleException extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final boolean inReplacement;

        InvalidRuleException(String message, boolean inReplacement, Throwable cause) {
            super(message, cause);
            this.inReplacement = inReplacement;
        }

        boolean inReplacement() {
            return inReplacement;
        }
    }

    /**
     * Checks that the expression is there and can be compiled, and that the replacement names only groups that it has.
     *
     * @throws IllegalArgumentException that says which of it does not hold
     */
    public Rename {
        Checks.require(!from.isEmpty(), "from", from, "a regular expression");
        try {
            Pattern.compile(from);
        } catch (PatternSyntaxException e) {
            throw new InvalidRuleException(
                    "must be a regular expression, was '" + from + "': " + e.getDescription(), false, e);
        }
        try {
            Pattern.compile(from + OR_NOTHING).matcher("").replaceFirst(to);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidRuleException(
                    "must be a replacement for '" + from + "', was '" + to + "': " + e.getMessage()
                            + " ($1 is the first group; write \\$ for the character itself)",
                    true,
                    e);
        }
    }

    /** The expression, compiled. */
    public Pattern pattern() {
        return Pattern.compile(from);
    }
}
