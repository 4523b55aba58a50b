package io.github.tlmaven.data;

import io.github.tlmaven.engine.Log;

/**
 * How pictures are looked at when a dataset is read; only the time depends on it.
 *
 * @param check   decides whether a picture can be used
 * @param threads how many pictures are read at once, 1 or more
 * @param log     gets lines of progress
 */
public record Checking(PictureCheck check, int threads, Log log) {

    private static final Log SILENT = new Log() {
        @Override
        public void info(String line) {}

        @Override
        public void warn(String line) {}
    };

    /** Without lines of progress. */
    public static Checking silent(PictureCheck check, int threads) {
        return new Checking(check, threads, SILENT);
    }
}
