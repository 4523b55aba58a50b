package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.FormulaNetworks;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits and pooled features of every network of torchvision on numbers by formula, computed on every route. */
@Tag("engine")
class ForwardGoldenTest {

    private static final int CLASSES = 1000;
    private static final int LITE_NETWORKS = 5;
    private static final Map<String, @Nullable Object> GOLDEN = Golden.json("forward.json");
    private static final Map<String, @Nullable Object> NETWORKS = GoldenValues.object(GOLDEN, "forward");

    private static EngineSession session;

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    static Stream<String> names() {
        return NETWORKS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void logitsAndPooledFeaturesAreTorchvisions(String name) {
        Architecture architecture = Architectures.of(name, Head.of(CLASSES));
        Map<String, @Nullable Object> golden = GoldenValues.object(NETWORKS, name);
        Formula formula = Formula.of(GOLDEN);
        try (StateDict tensors =
                FormulaNetworks.fill(session, architecture, formula, GoldenValues.number(golden, "bnScale"))) {
            for (Route route : Route.values()) {
                assertRoute(route, architecture, tensors, golden);
            }
        }
    }

    private static void assertRoute(
            Route route, Architecture architecture, StateDict tensors, Map<String, @Nullable Object> golden) {
        int[] below = {0, architecture.pooled()};
        int[] above = {architecture.pooled(), architecture.stages().size()};
        try (NDManager manager = session.newManager();
                NDArray input = input(golden, manager);
                NDArray pooled = route.compute(architecture, tensors, input, below, manager);
                NDArray logits = route.compute(architecture, tensors, pooled, above, manager)) {
            assertThat((double) pooled.getShape().get(1)).isEqualTo(GoldenValues.number(golden, "pooledWidth"));
            GoldenRows.assertClose(pooled, golden, "pooled");
            GoldenRows.assertClose(logits, golden, "logits");
        }
    }

    private static NDArray input(Map<String, @Nullable Object> golden, NDManager manager) {
        long[] dimensions = Arrays.stream(GoldenValues.numbers(golden, "input"))
                .mapToLong(value -> (long) value)
                .toArray();
        Shape shape = new Shape(dimensions);
        return manager.create(Formula.of(GOLDEN).signed("input", Math.toIntExact(shape.size())), shape);
    }

    @Test
    void everyNetworkOfTorchvisionIsThere() {
        assertThat(Architectures.names()).containsAll(NETWORKS.keySet()).hasSize(NETWORKS.size() + LITE_NETWORKS);
    }
}
