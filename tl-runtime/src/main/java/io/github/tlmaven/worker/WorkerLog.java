package io.github.tlmaven.worker;

import io.github.tlmaven.engine.Log;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Log lines in the form that the parent understands: {@code @tl LEVEL text}. */
final class WorkerLog implements Log {

    /** Nobody reads it. */
    static final WorkerLog NONE =
            new WorkerLog(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    private final PrintStream out;

    WorkerLog(PrintStream out) {
        this.out = out;
    }

    @Override
    public void info(String line) {
        write("INFO", line);
    }

    @Override
    public void warn(String line) {
        write("WARN", line);
    }

    /** What ends the process; every line of the text becomes a line of its own. */
    void error(String text) {
        text.lines().forEach(line -> write("ERROR", line));
    }

    private void write(String level, String line) {
        out.println("@tl " + level + " " + line);
    }
}
