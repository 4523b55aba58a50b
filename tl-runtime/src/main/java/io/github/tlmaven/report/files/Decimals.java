package io.github.tlmaven.report.files;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * The shortest decimal that reads back as the same number. {@code Double.toString} is not used because it gives other
 * digits from Java 19 on (JDK-4511638), and files are compared byte by byte.
 */
public final class Decimals {

    /** Enough significant digits for any double to read back as itself. */
    private static final int DOUBLE_DIGITS = 17;

    private Decimals() {}

    /** For a finite double. */
    public static BigDecimal shortest(double value) {
        return shortest(new BigDecimal(value), candidate -> candidate.doubleValue() == value);
    }

    /** For a finite float. */
    public static BigDecimal shortest(float value) {
        return shortest(new BigDecimal(value), candidate -> candidate.floatValue() == value);
    }

    /** The text of {@link #shortest(double)}. */
    public static String text(double value) {
        return shortest(value).toString();
    }

    private static BigDecimal shortest(BigDecimal exact, Predicate<BigDecimal> readsBack) {
        for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (readsBack.test(rounded)) {
                return tidy(rounded);
            }
        }
        return tidy(exact.round(new MathContext(DOUBLE_DIGITS, RoundingMode.HALF_EVEN)));
    }

    /** 100 rather than 1E+2, 0.5 rather than 0.50. */
    private static BigDecimal tidy(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
