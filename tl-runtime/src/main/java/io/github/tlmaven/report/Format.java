package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers and names as people read them. */
public final class Format {

    private static final double MINUTE = 60;
    private static final double FINE_BELOW = 10;

    private static final int RATE_DIGITS = 3;

    private Format() {}

    /** A share or a loss, with three decimals. */
    public static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Two shares: {@code 0.725–0.875}. */
    public static String range(Interval interval) {
        return share(interval.low()) + "–" + share(interval.high());
    }

    /** A whole number with its thousands parted: {@code 3,378,694}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number with its noun: {@code 1 class}, {@code 1,000 classes}. */
    public static String counted(long count, String noun) {
        String plural = noun.endsWith("s") ? noun + "es" : noun + "s";
        return count(count) + " " + (count == 1 ? noun : plural);
    }

    /** Names in a sentence: {@code a}, {@code a and b}, {@code a, b and c}; nothing for none. */
    public static String listed(List<String> names) {
        int last = names.size() - 1;
        if (last < 1) {
            return String.join("", names);
        }
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** A number with one decimal below ten, and none from there on. */
    public static String rough(double value) {
        return String.format(Locale.ROOT, value < FINE_BELOW ? "%.1f" : "%,.0f", value);
    }

    /** A learning rate, with three significant digits. */
    public static String rate(double value) {
        return new BigDecimal(value)
                .round(new MathContext(RATE_DIGITS))
                .stripTrailingZeros()
                .toString();
    }

    /** A time: {@code 8.4 s}, {@code 2 min 05 s}. */
    public static String seconds(double value) {
        if (value < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", value);
        }
        long whole = Math.round(value);
        return String.format(Locale.ROOT, "%d min %02d s", whole / (long) MINUTE, whole % (long) MINUTE);
    }
}
