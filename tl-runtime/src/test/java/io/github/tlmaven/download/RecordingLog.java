package io.github.tlmaven.download;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is logged as {@code LEVEL text}. */
final class RecordingLog implements DownloadLog {

    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void info(String line) {
        lines.add("INFO " + line);
    }

    @Override
    public void warn(String line) {
        lines.add("WARN " + line);
    }
}
