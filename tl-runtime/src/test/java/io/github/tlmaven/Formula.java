package io.github.tlmaven;

import io.github.tlmaven.zoo.TensorSpec;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tensors by the formula of the golden values' README: splitmix64 of a name, so that no weights need to be shipped. A
 * second implementation beside the one in {@code engine.Draws}, on purpose.
 */
public final class Formula {

    /** Values that one task computes. */
    private static final int BLOCK = 1 << 16;

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
        long seed = seed(name);
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * uniform(seed, i) - 1);
        }
        return values;
    }

    /**
     * Values of a network's tensor, put from the buffer's start. The kind follows from the name and the shape, as the
     * README's table says.
     *
     * @param normScale what the scales of batch norms are multiplied by
     */
    public void tensor(TensorSpec spec, double normScale, FloatBuffer values) {
        int count = Math.toIntExact(spec.size());
        long seed = seed(spec.name());
        DoubleUnaryOperator kind = kind(spec, normScale);
        IntStream.range(0, (count + BLOCK - 1) / BLOCK).parallel().forEach(block -> {
            for (int i = block * BLOCK; i < Math.min(count, (block + 1) * BLOCK); i++) {
                values.put(i, (float) kind.applyAsDouble(uniform(seed, i)));
            }
        });
    }

    private static DoubleUnaryOperator kind(TensorSpec spec, double normScale) {
        double bound = Math.sqrt(6.0 * spec.shape().get(0) / spec.size());
        return switch (spec.role()) {
            case WEIGHT -> u -> (2 * u - 1) * bound;
            case NORM_SCALE -> u -> normScale * (0.75 + u);
            case RUNNING_VARIANCE -> u -> 0.5 + u;
            case BIAS, NORM_SHIFT, RUNNING_MEAN -> u -> (2 * u - 1) * 0.1;
        };
    }

    private long seed(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash + salt;
    }

    private static double uniform(long seed, int index) {
        long z = seed + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return (z >>> 40) / (double) (1 << 24);
    }
}
