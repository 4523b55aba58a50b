package io.github.tlmaven.engine;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sparse progress lines of long work: how much is done, at which rate, and the time left. Silent where the work takes
 * less than the interval. Safe for use by several threads.
 */
public final class ProgressMeter {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double NANOS_PER_SECOND = 1e9;

    private final Log log;
    private final String label;
    private final String unit;
    private final long total;
    private final long start = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong nextLine = new AtomicLong(start + INTERVAL_NANOS);

    /**
     * Starts the clock.
     *
     * @param label what is done, such as {@code probe: features}
     * @param unit  what is counted, in the plural
     * @param total how many there are
     */
    public ProgressMeter(Log log, String label, String unit, long total) {
        this.log = log;
        this.label = label;
        this.unit = unit;
        this.total = total;
    }

    /** Counts some more, and writes a line where the last one is long enough ago. */
    public void advance(long count) {
        long sum = done.addAndGet(count);
        long now = System.nanoTime();
        long due = nextLine.get();
        if (now - due >= 0 && nextLine.compareAndSet(due, now + INTERVAL_NANOS) && sum < total) {
            double left = (total - sum) / rate();
            log.info(String.format(
                    Locale.ROOT, "%s %d/%d %s, %.0f/s, %.0f s left", label, sum, total, unit, rate(), left));
        }
    }

    /** Counted so far, each second. */
    public double rate() {
        return done.get() / Math.max(seconds(), 1 / NANOS_PER_SECOND);
    }

    /** Since the start. */
    public double seconds() {
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }
}
