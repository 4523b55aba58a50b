package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalfPrecisionTest {

    private static final int PATTERNS = 1 << 16;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    @Test
    void everyFloat16HasTheValueOfTheStandardsFormula() {
        assertThat(IntStream.range(0, PATTERNS)
                        .filter(bits -> differ(HalfPrecision.fromFloat16((short) bits), byFormula(bits, 10, 5, 15))))
                .isEmpty();
    }

    @Test
    void everyBfloat16HasTheValueOfTheStandardsFormula() {
        assertThat(IntStream.range(0, PATTERNS)
                        .filter(bits -> differ(HalfPrecision.fromBfloat16((short) bits), byFormula(bits, 7, 8, 127))))
                .isEmpty();
    }

    /** Zeros of different sign differ; all NaN are one. */
    private static boolean differ(float a, float b) {
        return Float.floatToIntBits(a) != Float.floatToIntBits(b);
    }

    /** (-1)^s × 2^(e-bias) × (1 + m/2^k), or without the 1 and with e = 1 where e is 0; exact until the last step. */
    private static float byFormula(int bits, int mantissaBits, int exponentBits, int bias) {
        boolean negative = (bits & 0x8000) != 0;
        int exponent = (bits >> mantissaBits) & ((1 << exponentBits) - 1);
        int mantissa = bits & ((1 << mantissaBits) - 1);
        float magnitude;
        if (exponent == (1 << exponentBits) - 1) {
            magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            BigDecimal fraction = BigDecimal.valueOf(mantissa).divide(TWO.pow(mantissaBits));
            BigDecimal significand = exponent == 0 ? fraction : fraction.add(BigDecimal.ONE);
            int power = Math.max(exponent, 1) - bias;
            BigDecimal scale = power >= 0 ? TWO.pow(power) : BigDecimal.ONE.divide(TWO.pow(-power));
            magnitude = significand.multiply(scale).floatValue();
        }
        return negative ? -magnitude : magnitude;
    }
}
