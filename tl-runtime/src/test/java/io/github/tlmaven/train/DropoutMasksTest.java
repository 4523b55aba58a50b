package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class DropoutMasksTest {

    private static final double RATE = 0.2;
    private static final int FEATURES = 10_000;
    /** Five standard deviations of a share of 10 000 draws; the seed is fixed. */
    private static final double SHARE_TOLERANCE = 5 * Math.sqrt(RATE * (1 - RATE) / FEATURES);

    private static EngineSession session;

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static float[] mask(long seed, int epoch, String layer, Integer... items) {
        FormulaInputs inputs = new FormulaInputs("picture", 4, List.of(1L));
        TrainingTask task = new TrainingTask(inputs, inputs.labels(2), inputs.paths(), CrossEntropy.PLAIN, seed);
        GradientStep.EpochBatch batch = new GradientStep.EpochBatch(List.of(items), epoch, items.length);
        try (NDManager manager = session.newManager();
                NDArray mask = task.masks(batch, manager).mask(layer, RATE, FEATURES)) {
            assertThat(mask.getShape().getShape()).containsExactly(items.length, FEATURES);
            return mask.toFloatArray();
        }
    }

    @Test
    void valuesAreZeroOrTheInverseOfTheKeptShare() {
        assertThat(mask(1, 0, "layer", 0)).containsOnly(0, 1.25f);
    }

    @Test
    void shareOfZerosIsTheRate() {
        float[] mask = mask(1, 0, "layer", 0);
        int zeros = 0;
        for (float value : mask) {
            zeros += value == 0 ? 1 : 0;
        }
        assertThat((double) zeros / FEATURES).isCloseTo(RATE, within(SHARE_TOLERANCE));
    }

    @Test
    void maskOfAPictureDoesNotDependOnItsBatch() {
        float[] alone = mask(1, 0, "layer", 2);
        float[] beside = mask(1, 0, "layer", 3, 2);
        assertThat(Arrays.copyOfRange(beside, FEATURES, 2 * FEATURES)).isEqualTo(alone);
    }

    @Test
    void seedEpochLayerAndPictureEachChangeTheMask() {
        float[] mask = mask(1, 0, "layer", 0);
        assertThat(mask(1, 0, "layer", 0)).isEqualTo(mask);
        assertThat(mask(2, 0, "layer", 0)).isNotEqualTo(mask);
        assertThat(mask(1, 1, "layer", 0)).isNotEqualTo(mask);
        assertThat(mask(1, 0, "other", 0)).isNotEqualTo(mask);
        assertThat(mask(1, 0, "layer", 1)).isNotEqualTo(mask);
    }
}
