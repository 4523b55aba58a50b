package io.github.tlmaven.plugin;

import io.github.tlmaven.download.DownloadLog;
import org.apache.maven.plugin.logging.Log;

/** Lets a download speak through Maven's log. */
record MavenDownloadLog(Log log) implements DownloadLog {

    @Override
    public void info(String line) {
        log.info(line);
    }

    @Override
    public void warn(String line) {
        log.warn(line);
    }
}
