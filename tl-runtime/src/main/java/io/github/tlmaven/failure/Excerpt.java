package io.github.tlmaven.failure;

import org.jspecify.annotations.Nullable;

/**
 * Text from a file or a server, fit for a message: whoever wrote it decides neither the message's length nor what a
 * terminal does with it.
 */
public final class Excerpt {

    /** What the name of a tensor or an entry rarely reaches. */
    private static final int LONGEST_VALUE = 80;

    /** A line that speaks of one or two such values. */
    private static final int LONGEST_LINE = 300;

    private static final String ELLIPSIS = "…";

    private Excerpt() {}

    /** A value, cut behind 80 characters. */
    public static String of(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_VALUE
                ? escaped(text)
                : escaped(text.substring(0, boundary(text, LONGEST_VALUE))) + ELLIPSIS;
    }

    /** A line that holds such a value, of which at most 300 characters stay: its beginning and its end. */
    public static String line(String text) {
        if (text.length() <= LONGEST_LINE) {
            return escaped(text);
        }
        int half = LONGEST_LINE / 2;
        return escaped(text.substring(0, boundary(text, half)))
                + ELLIPSIS
                + escaped(text.substring(boundary(text, text.length() - half)));
    }

    /** The index, or the one before it where it would part a surrogate pair. */
    private static int boundary(String text, int index) {
        return Character.isHighSurrogate(text.charAt(index - 1)) && Character.isLowSurrogate(text.charAt(index))
                ? index - 1
                : index;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isVisible(point)) {
                escaped.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    escaped.append("\\u").append(hex(unit));
                }
            }
        });
        return escaped.toString();
    }

    private static String hex(char unit) {
        String digits = Integer.toHexString(unit);
        return "0".repeat(Character.BYTES * 2 - digits.length()) + digits;
    }

    /** Not so are control characters, line ends, and the marks that turn the direction of a line. */
    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
