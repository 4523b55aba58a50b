package io.github.tlmaven.report.svg;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis that begins and ends on a tick.
 *
 * @param low   value at the first pixel
 * @param step  distance of two ticks: 1, 2 or 5 times a power of ten
 * @param steps number of distances, 1 or more
 * @param first pixel of {@code low}
 * @param last  pixel of the highest value; may be the smaller one
 */
record Axis(BigDecimal low, BigDecimal step, int steps, double first, double last) {

    private static final int[] NICE = {1, 2, 5};
    private static final int MAX_POWER = 12;

    /**
     * The finest axis of at most {@code maxSteps} distances that covers a range.
     *
     * @param lowest  of the data
     * @param highest of the data, at least {@code lowest}
     * @param minStep smallest distance allowed, such as 1 for whole numbers
     */
    static Axis covering(double lowest, double highest, double minStep, int maxSteps) {
        for (int power = -MAX_POWER; power < MAX_POWER; power++) {
            for (int nice : NICE) {
                BigDecimal step = BigDecimal.valueOf(nice).scaleByPowerOfTen(power);
                BigDecimal low = floor(lowest, step);
                double steps = ceil(highest, step).subtract(low).doubleValue() / step.doubleValue();
                if (step.doubleValue() >= minStep && steps <= maxSteps) {
                    return new Axis(low, step, (int) Math.max(1, Math.round(steps)), 0, 1);
                }
            }
        }
        throw new IllegalArgumentException("no axis covers " + lowest + " to " + highest);
    }

    /** The same values over other pixels. */
    Axis over(double firstPixel, double lastPixel) {
        return new Axis(low, step, steps, firstPixel, lastPixel);
    }

    /** Pixel of a value. */
    double at(double value) {
        double share = (value - low.doubleValue()) / (step.doubleValue() * steps);
        return first + share * (last - first);
    }

    /** Values of all ticks, the ends included. */
    List<BigDecimal> ticks() {
        List<BigDecimal> ticks = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            ticks.add(low.add(step.multiply(BigDecimal.valueOf(i))));
        }
        return ticks;
    }

    /** A tick's text, as many decimals as the step has. */
    String label(BigDecimal tick) {
        return tick.setScale(Math.max(0, step.scale())).toPlainString();
    }

    private static BigDecimal floor(double value, BigDecimal step) {
        BigDecimal exact = new BigDecimal(value, MathContext.DECIMAL64);
        BigDecimal below = exact.divideToIntegralValue(step).multiply(step);
        return below.compareTo(exact) > 0 ? below.subtract(step) : below;
    }

    private static BigDecimal ceil(double value, BigDecimal step) {
        BigDecimal below = floor(value, step);
        BigDecimal exact = new BigDecimal(value, MathContext.DECIMAL64);
        return below.compareTo(exact) < 0 ? below.add(step) : below;
    }
}
