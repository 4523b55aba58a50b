package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stages and boundaries of a network. */
@Tag("engine")
class ArchitectureTest {

    private static final int CLASSES = 7;
    private static final int PICTURES = 2;
    private static final int SIDE = 64;
    private static final Architecture LITE0 = TestNetworks.lite0(CLASSES);
    private static final int END = LITE0.stages().size();

    private static EngineSession session;
    private static StateDict tensors;

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        tensors = TestNetworks.load(session, LITE0, 1);
    }

    @AfterAll
    static void close() {
        tensors.close();
        session.close();
    }

    static IntStream boundaries() {
        return IntStream.range(1, END);
    }

    private static NDArray input(NDManager manager) {
        float[] pixels = Formula.of(Map.of()).signed("input", PICTURES * 3 * SIDE * SIDE);
        return Autograd.owned(manager.create(pixels, new Shape(PICTURES, 3, SIDE, SIDE)));
    }

    private static NDArray frozen(NDArray input, int from, int to) {
        try (FrozenStages stages = new FrozenStages(LITE0, from, to, tensors)) {
            return stages.forward(input);
        }
    }

    /** Activations go through Java memory in between, as through the store. */
    @ParameterizedTest
    @MethodSource("boundaries")
    void networkInTwoPartsHasTheBitsOfTheWhole(int boundary) {
        try (NDManager manager = session.newManager();
                NDArray input = input(manager);
                NDArray whole = frozen(input, 0, END);
                NDArray lower = frozen(input, 0, boundary)) {
            FloatBuffer rows = ChannelsLast.toRows(lower);
            int count = Math.toIntExact(lower.getShape().get(0));
            try (NDArray again = ChannelsLast.filled(
                            manager, count, ChannelsLast.rowShape(lower), floats -> floats.put(rows));
                    NDArray upper = frozen(again, boundary, END)) {
                assertThat(upper.toFloatArray()).isEqualTo(whole.toFloatArray());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void forwardPassLeavesNothingBehindButItsOutput(int boundary) {
        try (NDManager manager = session.newManager();
                NDArray input = input(manager);
                NDArray lower = frozen(input, 0, boundary)) {
            NDManager owner = tensors.tensor("conv_stem.weight").getManager();
            long before = arrays(manager);
            long tensorsBefore = arrays(owner);
            Pass pass = new Pass(tensors, NormMode.FOLDED, Map.of(), Optional.empty());
            try (NDArray output = LITE0.forward(lower, boundary, END, pass)) {
                assertThat(output.getShape()).isEqualTo(new Shape(PICTURES, CLASSES));
                assertThat(arrays(manager)).isEqualTo(before + 1);
            }
            assertThat(arrays(owner)).isEqualTo(tensorsBefore);
        }
    }

    /** Scalars do not count: the engine's clip keeps its two limits until the manager is closed. */
    private static long arrays(NDManager manager) {
        return manager.getManagedArrays().stream()
                .filter(array -> array.getShape().dimension() > 0)
                .count();
    }

    @Test
    void stagesAreNamedFromThePictureToTheLogits() {
        assertThat(LITE0.stageNames())
                .containsExactly(
                        "stem",
                        "blocks.0",
                        "blocks.1",
                        "blocks.2",
                        "blocks.3",
                        "blocks.4",
                        "blocks.5",
                        "blocks.6",
                        "conv_head",
                        "classifier");
        assertThat(LITE0.boundary("blocks.6")).hasValue(7);
        assertThat(LITE0.boundary("blocks.7")).isEmpty();
        assertThat(LITE0.boundaryName(LITE0.head())).isEqualTo("classifier");
    }

    /** Counted by hand from the paper's table: weights, scales and shifts; no running statistics. */
    @Test
    void trainedValuesAreCountedWithoutRunningStatistics() {
        long classifier = 1280 * CLASSES + CLASSES;
        long convHead = 320 * 1280 + 2 * 1280;
        long block = 192 * 1152 + 2 * 1152 + 9 * 1152 + 2 * 1152 + 1152 * 320 + 2 * 320;
        assertThat(LITE0.parameters(LITE0.head())).isEqualTo(classifier);
        assertThat(LITE0.parameters(7)).isEqualTo(classifier + convHead + block);
    }

    @Test
    void newClassifierIsTorchsAndAFunctionOfTheSeed() {
        double bound = 1 / Math.sqrt(1280);
        try (StateDict again = TestNetworks.load(session, LITE0, 1);
                StateDict other = TestNetworks.load(session, LITE0, 2)) {
            float[] weight = tensors.tensor("classifier.weight").toFloatArray();
            double squares = 0;
            for (float value : weight) {
                assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
                squares += (double) value * value;
            }
            double deviation = Math.sqrt(squares / weight.length);
            // a uniform law's deviation is bound / √3; 8 960 values come within 2 % of it
            assertThat(deviation / (bound / Math.sqrt(3))).isBetween(0.98, 1.02);
            assertThat(again.tensor("classifier.weight").toFloatArray()).isEqualTo(weight);
            assertThat(other.tensor("classifier.weight").toFloatArray()).isNotEqualTo(weight);
            assertThat(other.tensor("conv_stem.weight").toFloatArray())
                    .isEqualTo(tensors.tensor("conv_stem.weight").toFloatArray());
        }
    }

    @Test
    void channelsLastMemoryKeepsValuesAndShape() {
        float[] values = Formula.of(Map.of()).signed("w", 4 * 3 * 5 * 2);
        try (StateDict some = new StateDict(session.newManager())) {
            some.put("w", new float[values.length], 4, 3, 5, 2);
            some.put("w", values, 4, 3, 5, 2);
            assertThat(some.tensor("w").getShape()).isEqualTo(new Shape(4, 3, 5, 2));
            assertThat(some.tensor("w").toFloatArray()).isEqualTo(values);
            assertThat(some.tensors()).hasSize(1);
        }
    }
}
