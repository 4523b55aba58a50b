package io.github.tlmaven.spec;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule that turns foreign tensor names into ours.
 *
 * @param from regular expression; every match in a name is replaced
 * @param to   replacement, in which {@code $1} is the first group
 */
public record Rename(String from, String to) {

    /** Checks that the expression can be compiled. */
    public Rename {
        try {
            Pattern.compile(from);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + from + ": " + e.getDescription(), e);
        }
    }
}
