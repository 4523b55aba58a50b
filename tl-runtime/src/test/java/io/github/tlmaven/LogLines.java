package io.github.tlmaven;

import io.github.tlmaven.engine.Log;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps every line, for tests that ask what a user is told. */
public final class LogLines implements Log {

    private final List<String> infos = Collections.synchronizedList(new ArrayList<>());
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

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
