package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EfficientNet-Lite 1 to 4 against timm; src/golden/timm_lite.py made the values. */
@Tag("engine")
class LiteGoldenTest {

    private static final int CLASSES = 1000;

    @ParameterizedTest
    @CsvSource({"1, 5416680", "2, 6092072", "3, 8197096", "4, 13006568"})
    void tensorsFeaturesAndLogitsAreTimms(int size, long parameters) {
        String name = "tf_efficientnet_lite" + size;
        Map<String, @Nullable Object> document = Golden.json("timm-lite.json");
        Map<String, @Nullable Object> golden = GoldenValues.object(GoldenValues.object(document, "networks"), name);
        Architecture architecture = Architectures.of(name, Head.of(CLASSES));
        assertThat(architecture.parameters()).isEqualTo(parameters);
        StateDictGolden.assertSame(architecture, golden);
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu())) {
            ForwardGolden.assertSame(session, name, golden, Formula.of(document));
        }
    }
}
