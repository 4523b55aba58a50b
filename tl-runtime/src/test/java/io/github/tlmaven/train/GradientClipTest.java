package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class GradientClipTest {

    /** Some roundings of float32. */
    private static final double TOLERANCE = 1e-6;

    private static final float[] FIRST = Formula.of(Map.of()).signed("first", 12);
    private static final float[] SECOND = Formula.of(Map.of()).signed("second", 5);

    private EngineSession session;
    private Workers workers;
    private NDManager manager;
    private NDArray first;
    private NDArray second;

    @BeforeEach
    void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        workers = session.newWorkers(2);
        manager = session.newManager();
        first = manager.create(FIRST, new Shape(3, 4)).duplicate();
        second = manager.create(SECOND).duplicate();
    }

    @AfterEach
    void close() {
        manager.close();
        workers.close();
        session.close();
    }

    private static double norm() {
        double squares = 0;
        for (float value : FIRST) {
            squares += (double) value * value;
        }
        for (float value : SECOND) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    private void assertScaled(double factor) {
        float[] a = first.toFloatArray();
        for (int i = 0; i < a.length; i++) {
            assertThat((double) a[i]).isCloseTo(FIRST[i] * factor, within(TOLERANCE));
        }
        float[] b = second.toFloatArray();
        for (int i = 0; i < b.length; i++) {
            assertThat((double) b[i]).isCloseTo(SECOND[i] * factor, within(TOLERANCE));
        }
    }

    @Test
    void allGradientsAreScaledToTheCommonNorm() {
        double before = GradientClip.apply(List.of(first, second), new Clipping.Norm(0.5), workers);
        assertThat(before).isCloseTo(norm(), within(TOLERANCE));
        assertScaled(0.5 / norm());
    }

    @Test
    void gradientsBelowTheLimitStay() {
        assertThat(GradientClip.apply(List.of(first, second), new Clipping.Norm(100), workers))
                .isCloseTo(norm(), within(TOLERANCE));
        assertThat(first.toFloatArray()).isEqualTo(FIRST);
        assertThat(second.toFloatArray()).isEqualTo(SECOND);
    }

    @Test
    void normIsToldWithoutALimit() {
        assertThat(GradientClip.apply(List.of(first, second), new Clipping.None(), workers))
                .isCloseTo(norm(), within(TOLERANCE));
        assertThat(first.toFloatArray()).isEqualTo(FIRST);
    }

    @Test
    void zeroGradientsStayZero() {
        NDArray zeros = manager.zeros(new Shape(3));
        assertThat(GradientClip.apply(List.of(zeros), new Clipping.Norm(1), workers))
                .isZero();
        assertThat(zeros.toFloatArray()).containsOnly(0);
    }

    @Test
    void normOfAGradientThatIsNotANumberIsNone() {
        NDArray bad = manager.create(new float[] {1, Float.NaN});
        assertThat(GradientClip.apply(List.of(first, bad), new Clipping.Norm(1), workers))
                .isNaN();
    }

    @Test
    void clippingByValueIsTorchsOnBothSides() {
        float[] expected = floats(GoldenValues.numbers(Golden.json("torch-training.json"), "clipValue"));
        NDArray gradient = manager.create(Formula.of(Map.of()).signed("clip", expected.length))
                .duplicate();
        double norm = GradientClip.apply(List.of(gradient, first), new Clipping.Value(0.25), workers);
        assertThat(norm).as("before clipping").isGreaterThan(1);
        assertThat(gradient.toFloatArray()).isEqualTo(expected);
        assertThat(first.toFloatArray()).isNotEqualTo(FIRST);
    }

    @Test
    void clippingByValueHidesNoGradientThatIsNotANumber() {
        NDArray bad = manager.create(new float[] {1, Float.POSITIVE_INFINITY});
        assertThat(GradientClip.apply(List.of(first, bad), new Clipping.Value(1), workers))
                .isInfinite();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
