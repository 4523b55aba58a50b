package io.github.tlmaven.store;

import io.github.tlmaven.spec.FeatureType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Values of rows one behind the other. Any number of threads may read them. */
public interface RowValues {

    /** Writes some values at the target's position. */
    void copy(int from, int count, FloatBuffer target);

    /** Values in memory. */
    static RowValues of(FloatBuffer values) {
        return (from, count, target) -> target.put(values.slice(from, count));
    }

    /**
     * Values of a file.
     *
     * @param bytes all of them, in the file's byte order
     */
    static RowValues of(FeatureType type, ByteBuffer bytes) {
        return switch (type) {
            case FLOAT32 -> of(bytes.asFloatBuffer());
            case FLOAT16 -> ofHalves(bytes.asShortBuffer());
        };
    }

    private static RowValues ofHalves(ShortBuffer halves) {
        return (from, count, target) -> {
            for (int i = from; i < from + count; i++) {
                target.put(HalfFloats.toFloat(halves.get(i)));
            }
        };
    }
}
