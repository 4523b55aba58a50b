package io.github.tlmaven.weights;

import io.github.tlmaven.failure.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a message about many things: all are counted, the first are shown. What stands in them may come from the file,
 * so each is an {@link Excerpt}.
 */
public final class ProblemList {

    static final int MAX_SHOWN = 40;

    private final List<String> lines = new ArrayList<>();

    /** Adds a line. */
    public void add(String line) {
        lines.add(Excerpt.line(line));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }

    /** Each line indented, after a line break; a long list ends with the number of those left out. */
    public String text() {
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

    /** A value that was found, as {@link Excerpt#of} gives it. */
    static String shown(@Nullable Object value) {
        return Excerpt.of(value);
    }
}
