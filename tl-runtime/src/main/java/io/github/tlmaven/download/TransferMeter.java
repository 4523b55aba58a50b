package io.github.tlmaven.download;

import io.github.tlmaven.failure.Mebibytes;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Sparse progress lines of one transfer. Silent where it takes less than the interval. */
final class TransferMeter {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double NANOS_PER_SECOND = 1e9;

    private final DownloadLog log;
    private final String name;
    private final OptionalLong length;
    private final LongSupplier clock;
    private final long begin;
    private final long start;
    private long nextLine;

    /**
     * Starts the clock.
     *
     * @param name   of the file
     * @param begin  bytes that were there before
     * @param length bytes of the whole file
     * @param clock  nanoseconds from any origin
     */
    TransferMeter(DownloadLog log, String name, long begin, OptionalLong length, LongSupplier clock) {
        this.log = log;
        this.name = name;
        this.begin = begin;
        this.length = length;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.nextLine = start + INTERVAL_NANOS;
    }

    /** Writes a line where the last one is long enough ago. */
    void at(long size) {
        long now = clock.getAsLong();
        if (now - nextLine < 0) {
            return;
        }
        nextLine = now + INTERVAL_NANOS;
        double perSecond = (size - begin) / ((now - start) / NANOS_PER_SECOND);
        String line = name + ": " + Mebibytes.number(size)
                + (length.isPresent() ? " of " + Mebibytes.number(length.getAsLong()) : "") + " MiB, "
                + Mebibytes.of(Math.round(perSecond)) + "/s";
        if (length.isPresent() && perSecond > 0) {
            line += String.format(Locale.ROOT, ", %.0f s left", (length.getAsLong() - size) / perSecond);
        }
        log.info(line);
    }
}
