package io.github.tlmaven.weights;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a message about many things: all are counted, the first are shown. */
final class ProblemList {

    static final int MAX_SHOWN = 40;

    private static final int MAX_VALUE_LENGTH = 80;

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }

    /** Each line indented, after a line break; a long list ends with the number of those left out. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(0, Math.min(lines.size(), MAX_SHOWN))) {
            text.append(System.lineSeparator()).append("  ").append(line);
        }
        if (lines.size() > MAX_SHOWN) {
            text.append(System.lineSeparator())
                    .append("  and ")
                    .append(lines.size() - MAX_SHOWN)
                    .append(" more");
        }
        return text.toString();
    }

    /** A value that was found, cut to what a line holds. */
    static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= MAX_VALUE_LENGTH ? text : text.substring(0, MAX_VALUE_LENGTH) + "…";
    }
}
