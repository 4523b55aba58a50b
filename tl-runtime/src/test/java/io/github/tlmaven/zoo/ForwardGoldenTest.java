package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logits and pooled features of every network of torchvision on numbers by formula, computed on every route. */
@Tag("engine")
class ForwardGoldenTest {

    private static final int LITE_NETWORKS = 5;

    @AutoClose
    private static final EngineSession SESSION = EngineSession.open(new DeviceRequest.Cpu());

    private static Map<String, @Nullable Object> document() {
        return Golden.json("forward.json");
    }

    static Stream<String> names() {
        return GoldenValues.object(document(), "forward").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void logitsAndPooledFeaturesAreTorchvisions(String name) {
        Map<String, @Nullable Object> document = document();
        Map<String, @Nullable Object> golden = GoldenValues.object(GoldenValues.object(document, "forward"), name);
        ForwardGolden.assertSame(SESSION, name, golden, Formula.of(document));
    }

    @Test
    void everyNetworkOfTorchvisionIsThere() {
        List<String> networks = names().toList();
        assertThat(Architectures.names()).containsAll(networks).hasSize(networks.size() + LITE_NETWORKS);
    }
}
