package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.weights.EmbeddedWeights;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static final int CLASSES = 1000;
    private static final int PICTURES = 2;
    private static final int SIDE = 224;

    private static EngineSession session;
    private static StateDict tensors;
    private static final Architecture LITE0 = Architectures.of("tf_efficientnet_lite0", Head.of(CLASSES));
    private static final int END = LITE0.stages().size();

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        try (SafetensorsFile file =
                EmbeddedWeights.open(Catalogue.model(LITE0.name()).defaultWeights())) {
            tensors = NetworkLoader.PLAIN.whole(file, LITE0, session.newManager());
        }
    }

    @AfterAll
    static void close() {
        tensors.close();
        session.close();
    }

    @ParameterizedTest
    @EnumSource
    void logitsAndPooledFeaturesAreTimms(Route route) {
        Map<String, @Nullable Object> golden = GoldenValues.object(Golden.json("weights/golden.json"), "formula");
        try (NDManager manager = session.newManager();
                NDArray input = input(manager);
                NDArray pooled = route.compute(LITE0, tensors, input, new int[] {0, LITE0.head()}, manager);
                NDArray logits = route.compute(LITE0, tensors, pooled, new int[] {LITE0.head(), END}, manager)) {
            assertThat(pooled.getShape().get(1)).isEqualTo(LITE0.featureWidth());
            GoldenRows.assertClose(pooled, golden, "pooled");
            GoldenRows.assertClose(logits, golden, "logits");
        }
    }

    private static NDArray input(NDManager manager) {
        float[] values = Formula.of(Golden.json("weights/golden.json")).signed("input", PICTURES * 3 * SIDE * SIDE);
        return manager.create(values, new Shape(PICTURES, 3, SIDE, SIDE));
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
