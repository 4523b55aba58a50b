package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.Python;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.StateDict;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One network of each family there and back: Python writes a state dict and what it computes, this project reads it in
 * both formats and computes the same, writes it, and Python loads that strictly and computes the same again. Needs a
 * Python with torch and torchvision, named by {@code -Dtl.python}; {@code src/interop} is the other side.
 */
@Tag("engine")
class PythonExchangeTest {

    private static final int CLASSES = 7;
    /** As of the golden values: two implementations in float32, as a share of the largest logit. */
    private static final double LOGITS_TOLERANCE = 2e-5;

    private static EngineSession session;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        Python.assumePresent();
        session = EngineSession.open(new DeviceRequest.Cpu());
    }

    @AfterAll
    static void close() {
        if (session != null) {
            session.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "vgg11_bn", "efficientnet_b0", "mobilenet_v3_small", "mobilenet_v2"})
    void networkGivesTheSameLogitsHereAndInPythonInBothDirections(String name) {
        Python.export(name, CLASSES, folder);
        Architecture architecture = Architectures.of(name, Head.of(CLASSES));
        Path model = folder.resolve("model.safetensors");
        Path computed = folder.resolve("computed.safetensors");

        try (NDManager manager = session.newManager();
                WeightsFile expected = WeightsFiles.open(folder.resolve("expected.safetensors"));
                NDArray input = expected.toNDArray(manager, "input");
                NDArray there = expected.toNDArray(manager, "logits");
                NDArray fromPickle = logits(architecture, "state.pth", input);
                NDArray fromSafetensors = logits(architecture, "state.safetensors", input)) {
            float[] wanted = there.toFloatArray();
            assertThat(fromPickle.toFloatArray()).containsExactly(fromSafetensors.toFloatArray());
            assertClose(fromPickle.toFloatArray(), wanted);
            write(architecture, model);
            SafetensorsWriter.write(computed, Map.of("input", input, "logits", fromPickle), Map.of());
        }
        assertThat(Python.check(model, computed, folder)).contains("largest difference of logits");
    }

    private NDArray logits(Architecture architecture, String file, NDArray input) {
        try (StateDict tensors = load(architecture, file)) {
            return architecture.forward(input, 0, architecture.stages().size(), Pass.evaluation(tensors));
        }
    }

    private StateDict load(Architecture architecture, String name) {
        try (WeightsFile file = WeightsFiles.open(folder.resolve(name))) {
            return NetworkLoader.PLAIN.whole(file, architecture, session.newManager());
        }
    }

    private void write(Architecture architecture, Path model) {
        Map<String, String> metadata = Map.of(
                "architecture", architecture.name(),
                "classes", "[\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\"]",
                "preprocessing", "{}");
        try (StateDict tensors = load(architecture, "state.pth")) {
            SafetensorsWriter.write(model, tensors.tensors(), metadata);
        }
    }

    private static void assertClose(float[] found, float[] wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        double largest = 0;
        for (float value : wanted) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < wanted.length; i++) {
            assertThat((double) found[i]).isCloseTo(wanted[i], within(LOGITS_TOLERANCE * largest));
        }
    }
}
