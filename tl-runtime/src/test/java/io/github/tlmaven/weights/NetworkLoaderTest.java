package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.TestArchitectures;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
class NetworkLoaderTest {

    private static final int WIDTH = 5;
    private static final TensorSpec CONVOLUTION =
            TestArchitectures.tensor("conv.weight", TensorSpec.Role.WEIGHT, 5, 3, 2, 2);
    private static final TensorSpec POINTWISE =
            TestArchitectures.tensor("point.weight", TensorSpec.Role.WEIGHT, 5, 5, 1, 1);
    private static final TensorSpec BIAS = TestArchitectures.tensor("conv.bias", TensorSpec.Role.BIAS, 5);

    @TempDir
    private Path folder;

    @AutoClose
    private final EngineSession session = EngineSession.open(new DeviceRequest.Cpu());

    private static Architecture small(int classes) {
        return TestArchitectures.of("small", List.of(CONVOLUTION, BIAS, POINTWISE), "fc", WIDTH, classes);
    }

    private static Architecture other(String classifier) {
        return TestArchitectures.of("other", List.of(CONVOLUTION, POINTWISE), classifier, WIDTH, 2);
    }

    private WeightsFile file(Architecture architecture, String format) throws IOException {
        Path path = folder.resolve("weights." + format);
        if (format.equals("pth")) {
            BigFiles.writeCheckpoint(path, architecture.tensors());
        } else {
            BigFiles.writeSafetensors(path, architecture.tensors());
        }
        return WeightsFiles.open(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pth", "safetensors"})
    void everyTensorHasItsShapeAndTheFilesValues(String format) throws IOException {
        try (WeightsFile file = file(small(4), format);
                StateDict tensors = NetworkLoader.PLAIN.whole(file, small(4), session.newManager())) {
            assertThat(tensors.tensors().keySet())
                    .containsExactly("conv.weight", "conv.bias", "point.weight", "fc.weight");
            for (TensorSpec spec : small(4).tensors()) {
                FloatBuffer expected = FloatBuffer.allocate((int) spec.size());
                file.read(spec.name(), 0, expected);
                NDArray tensor = tensors.tensor(spec.name());
                assertThat(tensor.getShape().getShape()).isEqualTo(spec.dimensions());
                assertThat(tensor.toFloatArray()).isEqualTo(expected.array());
            }
        }
    }

    @Test
    void belowTheClassifierAnyWidthFits() throws IOException {
        try (WeightsFile file = file(small(7), "safetensors");
                StateDict tensors = NetworkLoader.PLAIN.belowClassifier(file, small(4), session.newManager())) {
            assertThat(tensors.tensors().keySet()).containsExactly("conv.weight", "conv.bias", "point.weight");
        }
    }

    @Test
    void wholeOnlyTheSameWidthFits() throws IOException {
        try (WeightsFile file = file(small(7), "safetensors")) {
            assertThatThrownBy(() -> NetworkLoader.PLAIN.whole(file, small(4), session.newManager()))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("do not fit small: 4 tensors expected")
                    .hasMessageContaining("fc.weight: expected (4, 5), found (7, 5)");
        }
    }

    @Test
    void aFileOfAnotherArchitectureIsNamedByTheOneItFits() throws IOException {
        NetworkLoader loader = new NetworkLoader(List.of(small(2), other("wrong"), other("head")));
        try (WeightsFile file = file(other("head"), "pth")) {
            assertThatThrownBy(() -> loader.belowClassifier(file, small(4), session.newManager()))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("do not fit small (they fit other): 3 tensors expected, 3 found");
        }
    }

    @Test
    void aFileThatNoArchitectureFitsSaysSoByItsDifferences() throws IOException {
        NetworkLoader loader = new NetworkLoader(List.of(small(2)));
        try (WeightsFile file = file(other("head"), "pth")) {
            assertThatThrownBy(() -> loader.belowClassifier(file, small(4), session.newManager()))
                    .hasMessageContaining("do not fit small: ")
                    .hasMessageContaining("conv.bias");
        }
    }
}
