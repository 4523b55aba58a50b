package io.github.tlmaven;

import io.github.tlmaven.engine.Log;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps every line. */
public final class TestLog implements Log {

    private final List<String> infos = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void info(String line) {
        infos.add(line);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
    }

    /** Progress so far. */
    public List<String> infos() {
        return List.copyOf(infos);
    }

    /** Warnings so far. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
