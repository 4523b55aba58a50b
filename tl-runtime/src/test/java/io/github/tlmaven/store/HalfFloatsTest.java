package io.github.tlmaven.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.DeviceRequest;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Beside PyTorch's own conversion. */
@Tag("engine")
class HalfFloatsTest {

    private static final int NUMBERS = 200_000;
    private static final int ALL = 1 << Short.SIZE;

    private static void assertAsTorchHasIt(float[] values) {
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager();
                NDArray floats = manager.create(values);
                NDArray halves = floats.toType(DataType.FLOAT16, true);
                NDArray back = halves.toType(DataType.FLOAT32, true)) {
            ShortBuffer bits = halves.toByteBuffer().asShortBuffer();
            float[] rounded = back.toFloatArray();
            for (int i = 0; i < values.length; i++) {
                short half = HalfFloats.toHalf(values[i]);
                assertThat(half).as("%a", values[i]).isEqualTo(bits.get(i));
                assertThat(HalfFloats.toFloat(half)).as("%a", values[i]).isEqualTo(rounded[i]);
            }
        }
    }

    /** Every half, and what lies just beside and between two of them. */
    @Test
    void everyHalfAndItsNeighbours() {
        float[] values = new float[4 * ALL];
        int count = 0;
        for (int bits = 0; bits < ALL; bits++) {
            float value = HalfFloats.toFloat((short) bits);
            if (Float.isFinite(value)) {
                assertThat(HalfFloats.toHalf(value)).isEqualTo((short) bits);
                float middle = (value + HalfFloats.toFloat((short) (bits + 1))) / 2;
                for (float each : new float[] {value, middle, Math.nextUp(middle), Math.nextDown(middle)}) {
                    values[count++] = Float.isNaN(each) ? value : each;
                }
            }
        }
        assertAsTorchHasIt(Arrays.copyOf(values, count));
    }

    @Test
    void floatsOfAllSizes() {
        Random random = new Random(3);
        float[] values = new float[NUMBERS];
        for (int i = 0; i < values.length; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            values[i] = Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
        }
        assertAsTorchHasIt(values);
    }

    @Test
    void roundingRefusesWhatWouldBecomeInfinite() {
        FloatBuffer values = FloatBuffer.wrap(new float[] {1 / 3f, 65519, Float.POSITIVE_INFINITY, 7});
        values.limit(3);
        HalfFloats.round(values);
        assertThat(values.array()).containsExactly(0.33325195f, 65504, Float.POSITIVE_INFINITY, 7);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> HalfFloats.round(FloatBuffer.wrap(new float[] {-65520})))
                .withMessageContaining("-65520")
                .withMessageContaining("<featureType>float32");
    }

    @Test
    void whatIsNoNumberStaysSo() {
        assertThat(HalfFloats.toFloat(HalfFloats.toHalf(Float.NaN))).isNaN();
    }
}
