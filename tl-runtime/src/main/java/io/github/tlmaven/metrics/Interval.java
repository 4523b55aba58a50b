package io.github.tlmaven.metrics;

/**
 * A confidence interval, bounds included.
 *
 * @param low  lower bound
 * @param high upper bound, at least {@code low}
 */
public record Interval(double low, double high) {

    /** Checks the order of the bounds. */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval's bounds must be in order, were " + low + " and " + high);
        }
    }

    /** Whether two intervals share a point. */
    public boolean overlaps(Interval other) {
        return low <= other.high && other.low <= high;
    }
}
