package io.github.tlmaven.metrics;

/** Confidence intervals of proportions, at 95 %. */
public final class Intervals {

    /** 0.975 quantile of the standard normal distribution: two-sided 95 %. */
    private static final double Z = 1.959963984540054;

    private Intervals() {}

    /**
     * Wilson's score interval for a proportion (E. B. Wilson, Probable inference, the law of succession, and
     * statistical inference, JASA 22, 1927). Unlike the normal approximation it stays within 0 and 1 and keeps its
     * coverage near both.
     *
     * @param correct successes, from 0 to {@code n}
     * @param n       trials, 1 or more
     * @return both bounds as shares, in [0, 1]
     */
    public static Interval wilson(long correct, long n) {
        if (n < 1 || correct < 0 || correct > n) {
            throw new IllegalArgumentException("need 0 <= correct <= n and n >= 1, was " + correct + " of " + n);
        }
        return wilson((double) correct / n, n);
    }

    /**
     * Wilson's interval around a share that need not be a whole number of successes, such as a mean over seeds.
     *
     * @param share in [0, 1]
     * @param n     independent trials, 1 or more
     */
    public static Interval wilson(double share, long n) {
        if (n < 1 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("need a share from 0 to 1 and n >= 1, was " + share + " of " + n);
        }
        double z2 = Z * Z;
        double scale = 1 + z2 / n;
        double centre = (share + z2 / (2.0 * n)) / scale;
        double half = Z / scale * Math.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
        // Exact at the ends, where rounding would leave a bound an ulp off.
        double low = share == 0 ? 0 : Math.max(0, centre - half);
        double high = share == 1 ? 1 : Math.min(1, centre + half);
        return new Interval(low, high);
    }
}
