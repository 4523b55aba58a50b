package io.github.tlmaven;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tensors by the formula of the golden values' README: splitmix64 of a name, so that no weights need to be shipped. A
 * second implementation beside the one in {@code engine.Draws}, on purpose.
 */
public final class Formula {

    private final long salt;

    private Formula(long salt) {
        this.salt = salt;
    }

    /** The formula with the salt that a golden file names. */
    public static Formula of(Map<String, @Nullable Object> golden) {
        return new Formula(golden.get("salt") instanceof Number number ? number.longValue() : 0);
    }

    /** Values in [-1, 1), of kind "signed". */
    public float[] signed(String name, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * uniform(name, i) - 1);
        }
        return values;
    }

    private double uniform(String name, int index) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        long z = hash + salt + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) / (double) (1 << 24);
    }
}
