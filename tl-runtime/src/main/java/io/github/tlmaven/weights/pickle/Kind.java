package io.github.tlmaven.weights.pickle;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what a value of a pickle is, without its content: that may be huge, or hold itself. */
public final class Kind {

    private static final int MAX_NAME = 200;

    private Kind() {}

    /** In Python's words, with its article. */
    public static String of(@Nullable Object value) {
        if (value == null) {
            return "None";
        } else if (value instanceof ClassName name) {
            return "the class " + printable(name);
        } else if (value instanceof Inert inert) {
            return "an object of " + printable(inert.type());
        } else if (value instanceof String) {
            return "a text";
        } else if (value instanceof Long || value instanceof BigInteger) {
            return "a whole number";
        } else if (value instanceof Double) {
            return "a decimal number";
        } else if (value instanceof Boolean) {
            return "a truth value";
        } else if (value instanceof Map) {
            return "a dictionary";
        } else if (value instanceof List) {
            return "a list";
        } else {
            return "a " + value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        }
    }

    /** A name fit for a message, whatever bytes it was made of. */
    static String printable(ClassName name) {
        String text = name.toString().replaceAll("[^\\x21-\\x7e]", "?");
        return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
    }
}
