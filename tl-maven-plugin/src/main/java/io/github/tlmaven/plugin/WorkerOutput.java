package io.github.tlmaven.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;

/**
 * Sorts what a worker prints. A line {@code @tl LEVEL text} goes to Maven's log; native libraries print what they like
 * between, which goes to debug. Everything is kept in a file. Errors are held back: they become the build's failure.
 * Safe for use by several threads.
 */
final class WorkerOutput {

    /** Lines of ordinary output that are kept for the message where a worker dies without a word. */
    static final int TAIL_LINES = 40;

    /** No message of ours is longer; a worker that repeats itself must not fill Maven's memory. */
    private static final int ERROR_LINES = 400;

    /** A longer line is cut into several. */
    static final int LONGEST_LINE = 8192;

    private static final Pattern MARKED = Pattern.compile("@tl (DEBUG|INFO|WARN|ERROR) ?(.*)", Pattern.DOTALL);

    private final Log log;
    private final Writer file;
    private final Deque<String> tail = new ArrayDeque<>();
    private final Deque<String> errors = new ArrayDeque<>();

    WorkerOutput(Log log, Writer file) {
        this.log = log;
        this.file = file;
    }

    /** Reads a stream to its end. What is not UTF-8 is replaced. */
    void pump(InputStream stream) {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            char[] buffer = new char[LONGEST_LINE];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    append(line, buffer[i]);
                }
            }
            if (!line.isEmpty()) {
                accept(line.toString());
            }
        } catch (IOException e) {
            log.debug("the worker's output ended early", e); // as it does when the process is killed
        }
    }

    private void append(StringBuilder line, char next) {
        if (next != '\n') {
            line.append(next);
        }
        if (next == '\n' || line.length() >= LONGEST_LINE) {
            accept(line.toString());
            line.setLength(0);
        }
    }

    private synchronized void accept(String printed) {
        String line = printed.endsWith("\r") ? printed.substring(0, printed.length() - 1) : printed;
        write(line);
        Matcher matcher = MARKED.matcher(line);
        if (!matcher.matches()) {
            keep(tail, TAIL_LINES, line);
            log.debug(line);
            return;
        }
        String text = matcher.group(2);
        switch (matcher.group(1)) {
            case "ERROR" -> keep(errors, ERROR_LINES, text);
            case "WARN" -> log.warn(text);
            case "INFO" -> log.info(text);
            default -> log.debug(text);
        }
    }

    private static void keep(Deque<String> lines, int most, String line) {
        lines.addLast(line);
        if (lines.size() > most) {
            lines.removeFirst();
        }
    }

    private void write(String line) {
        try {
            file.write(line);
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            log.debug("the worker's log cannot be written", e); // training is worth more than its log
        }
    }

    /** Lines marked as errors, in order. */
    synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    /** The last unmarked lines. */
    synchronized List<String> tail() {
        return List.copyOf(tail);
    }
}
