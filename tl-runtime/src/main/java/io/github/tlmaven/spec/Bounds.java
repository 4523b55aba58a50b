package io.github.tlmaven.spec;

/**
 * The lowest and the highest value of something that is drawn at random.
 *
 * @param low  finite
 * @param high finite, at least {@code low}
 */
public record Bounds(double low, double high) {

    /** Checks that the two are in order. */
    public Bounds {
        Checks.require(
                Double.isFinite(low) && Double.isFinite(high) && low <= high,
                "bounds",
                low + ", " + high,
                "two finite numbers, the lower one first");
    }

    /** Whether both values lie in a closed range. */
    boolean within(double least, double most) {
        return low >= least && high <= most;
    }
}
