package io.github.tlmaven.weights;

/** Sixteen-bit floating-point numbers as float32; both conversions are exact. */
final class HalfPrecision {

    private static final int SIGN = 0x8000;
    private static final int EXPONENT_SHIFT = 10;
    private static final int EXPONENT = 0x1F;
    private static final int MANTISSA = 0x3FF;
    /** Bias of binary32 (127) less the bias of binary16 (15). */
    private static final int BIAS_DIFFERENCE = 112;

    private static final int FLOAT_EXPONENT_SHIFT = 23;
    private static final int FLOAT_INFINITY = 0x7F80_0000;
    private static final float SMALLEST = 0x1p-24f;

    private HalfPrecision() {}

    /** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of mantissa. */
    static float fromFloat16(short bits) {
        int sign = (bits & SIGN) << Short.SIZE;
        int exponent = (bits >>> EXPONENT_SHIFT) & EXPONENT;
        int mantissa = bits & MANTISSA;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(mantissa * SMALLEST));
        }
        int upper = exponent == EXPONENT ? FLOAT_INFINITY : (exponent + BIAS_DIFFERENCE) << FLOAT_EXPONENT_SHIFT;
        return Float.intBitsToFloat(sign | upper | (mantissa << (FLOAT_EXPONENT_SHIFT - EXPONENT_SHIFT)));
    }

    /** bfloat16: the upper half of a binary32. */
    static float fromBfloat16(short bits) {
        return Float.intBitsToFloat(bits << Short.SIZE);
    }
}
