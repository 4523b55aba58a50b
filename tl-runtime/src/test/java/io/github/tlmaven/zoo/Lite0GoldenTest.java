package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.weights.EmbeddedWeights;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EfficientNet-Lite0 on the embedded weights against timm on the same. */
@Tag("engine")
class Lite0GoldenTest {

    /** As the weights' README asks: float32 against float64 differs by at most half of it. */
    private static final double TOLERANCE = 2e-5;

    private static final int CLASSES = 1000;
    private static final int PICTURES = 2;
    private static final int SIDE = 224;

    private static EngineSession session;
    private static StateDict tensors;
    private static final Architecture LITE0 =
            ModelCatalogue.model("tf_efficientnet_lite0").architecture().apply(CLASSES);

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        try (SafetensorsFile file =
                EmbeddedWeights.open(ModelCatalogue.model(LITE0.name()).weights())) {
            tensors = NetworkLoader.load(file, LITE0, session.newManager());
        }
    }

    @AfterAll
    static void close() {
        tensors.close();
        session.close();
    }

    /** How the same function can be computed. */
    enum Route {
        DEFAULT_LAYOUT,
        CHANNELS_LAST,
        FOLDED_AHEAD,
        FOLDED_IN_THE_GRAPH
    }

    @ParameterizedTest
    @EnumSource
    void logitsAndPooledFeaturesAreTimms(Route route) {
        Map<String, @Nullable Object> golden = GoldenValues.object(Golden.json("weights/golden.json"), "formula");
        try (NDManager manager = session.newManager();
                NDArray input = input(manager);
                NDArray pooled = compute(route, input, 0, LITE0.pooledFeatures(), manager);
                NDArray logits = compute(
                        route, pooled, LITE0.pooledFeatures(), LITE0.stages().size(), manager)) {
            assertRows(pooled, golden, "pooled", LITE0.featureWidth());
            assertRows(logits, golden, "logits", CLASSES);
        }
    }

    private static NDArray input(NDManager manager) {
        float[] values = Formula.of(Golden.json("weights/golden.json")).signed("input", PICTURES * 3 * SIDE * SIDE);
        return manager.create(values, new Shape(PICTURES, 3, SIDE, SIDE));
    }

    private static NDArray compute(Route route, NDArray input, int from, int to, NDManager manager) {
        return switch (route) {
            case DEFAULT_LAYOUT -> LITE0.forward(input, from, to, Pass.evaluation(defaultLayout(manager)));
            case CHANNELS_LAST -> LITE0.forward(input, from, to, Pass.evaluation(tensors));
            case FOLDED_IN_THE_GRAPH ->
                LITE0.forward(input, from, to, new Pass(tensors, NormMode.FOLDED, Map.of(), Optional.empty()));
            case FOLDED_AHEAD -> {
                try (FrozenStages frozen = new FrozenStages(LITE0, from, to, tensors)) {
                    yield frozen.forward(input);
                }
            }
        };
    }

    private static Tensors defaultLayout(NDManager manager) {
        return name -> {
            NDArray tensor = tensors.tensor(name);
            return manager.create(tensor.toFloatArray(), tensor.getShape());
        };
    }

    private static void assertRows(NDArray actual, Map<String, @Nullable Object> golden, String what, int width) {
        double tolerance = TOLERANCE * GoldenValues.number(golden, what + "AbsMax");
        float[] values = actual.toFloatArray();
        List<?> rows = (List<?>) Objects.requireNonNull(golden.get(what));
        for (int row = 0; row < rows.size(); row++) {
            double[] expected = GoldenValues.flat(Objects.requireNonNull(rows.get(row)));
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) values[row * width + i])
                        .as("%s of picture %d, value %d", what, row, i)
                        .isCloseTo(expected[i], within(tolerance));
            }
        }
    }

    @Test
    void namesAndShapesAreTimms() {
        Map<String, @Nullable Object> golden = GoldenValues.object(Golden.json("weights/golden.json"), "state");
        Map<String, List<Integer>> expected =
                golden.keySet().stream().collect(Collectors.toMap(name -> name, name -> integers(golden, name)));
        Map<String, List<Integer>> actual = LITE0.tensors().stream()
                .collect(Collectors.toMap(
                        TensorSpec::name,
                        spec -> spec.shape().stream().map(Long::intValue).toList()));
        assertThat(actual).isEqualTo(expected);
    }

    private static List<Integer> integers(Map<String, @Nullable Object> golden, String name) {
        return Arrays.stream(GoldenValues.numbers(golden, name))
                .mapToObj(v -> (int) v)
                .toList();
    }

    @Test
    void numberOfParametersIsTimms() {
        assertThat((double) LITE0.parameters())
                .isEqualTo(GoldenValues.number(Golden.json("weights/golden.json"), "parameters"));
    }
}
