package io.github.tlmaven.store;

import io.github.tlmaven.failure.DataException;
import java.nio.FloatBuffer;

/**
 * IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. Java has a conversion of its own from version 20 on only.
 */
public final class HalfFloats {

    /** The largest number that is not infinite. */
    private static final float MAX = 65504;

    /** Between the largest number and what would come next: what is as large becomes infinite. */
    private static final float OVERFLOW = 65520;

    private static final float SMALLEST_NORMAL = 0x1p-14f;
    private static final float SUBNORMALS_AS_WHOLES = 0x1p24f;

    private static final int SMALLEST_NORMAL_BITS = 1 << 10;

    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7c00;
    private static final int NAN = 0x7e00;

    /** Of a float's fraction more than of a half's. */
    private static final int MORE_BITS = 13;

    private static final int HALFWAY = (1 << (MORE_BITS - 1)) - 1;

    /** Difference of the exponents' offsets, in a half's place. */
    private static final int BIAS = (127 - 15) << 10;

    private HalfFloats() {}

    /** The nearest half, the even one of two; infinite from 65520 on. */
    static short toHalf(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> Short.SIZE) & SIGN;
        float size = Math.abs(value);
        int half;
        if (Float.isNaN(value)) {
            half = NAN;
        } else if (size >= OVERFLOW) {
            half = INFINITY;
        } else if (size < SMALLEST_NORMAL) {
            half = (int) Math.rint(size * SUBNORMALS_AS_WHOLES); // the product is exact
        } else {
            int bits = Float.floatToRawIntBits(size);
            int odd = (bits >>> MORE_BITS) & 1;
            half = ((bits + HALFWAY + odd) >>> MORE_BITS) - BIAS;
        }
        return (short) (sign | half);
    }

    /** The float of the same value. */
    static float toFloat(short half) {
        int size = half & (SIGN - 1);
        float value;
        if (size >= INFINITY) {
            value = size == INFINITY ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (size < SMALLEST_NORMAL_BITS) {
            value = size / SUBNORMALS_AS_WHOLES;
        } else {
            value = Float.intBitsToFloat((size + BIAS) << MORE_BITS);
        }
        return half < 0 ? -value : value;
    }

    /**
     * Rounds activations in place, from index 0 to the limit.
     *
     * @throws DataException if one is too large
     */
    public static void round(FloatBuffer values) {
        for (int i = 0; i < values.limit(); i++) {
            float value = values.get(i);
            float rounded = toFloat(toHalf(value));
            if (Float.isInfinite(rounded) && !Float.isInfinite(value)) {
                throw new DataException(
                        "An activation of the frozen part is " + value + ", and float16 ends at " + MAX + ".",
                        "write <featureType>float32</featureType>, or leave it out.");
            }
            values.put(i, rounded);
        }
    }
}
