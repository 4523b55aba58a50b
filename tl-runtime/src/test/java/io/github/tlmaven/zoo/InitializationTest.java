package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First values against the laws that torchvision's constructors state. */
@Tag("engine")
class InitializationTest {

    private static final int CLASSES = 50;
    /** Four standard errors of the deviation of 2 304 values, the fewest of a tensor below; the seed is fixed. */
    private static final double SHARE = 0.06;

    @AutoClose
    private static final EngineSession SESSION = EngineSession.open(new DeviceRequest.Cpu());

    @AutoClose
    private static final Workers WORKERS = SESSION.newWorkers(3);

    private static StateDict initialised(Architecture architecture, long seed) {
        StateDict tensors = new StateDict(SESSION.newManager());
        Initialization.network(architecture, tensors, seed, WORKERS);
        return tensors;
    }

    private static double deviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** √(2 / (outputs · kernel²)); timm divides by the groups, torchvision does not. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, layer1.0.conv1.weight, 64, 9, 1",
        "mobilenet_v2, features.17.conv.1.0.weight, 960, 9, 1",
        "mobilenet_v3_small, features.4.block.2.fc1.weight, 24, 1, 1",
        "efficientnet_b0, features.6.0.block.1.0.weight, 672, 25, 1",
        "tf_efficientnet_lite0, blocks.5.1.conv_dw.weight, 1152, 25, 1152"
    })
    void convolutionsAreNormalByTheirOutputs(String network, String tensor, int outputs, int kernel, int groups) {
        double expected = Math.sqrt(2.0 / (outputs * kernel / (double) groups));
        try (StateDict tensors = initialised(Architectures.of(network, Head.of(CLASSES)), 1)) {
            float[] values = tensors.tensor(tensor).toFloatArray();
            assertThat(deviation(values) / expected).isBetween(1 - SHARE, 1 + SHARE);
            // a uniform law of this deviation would end at 1.74 deviations
            assertThat(largest(values) / expected).isBetween(2.5, 6.0);
        }
    }

    /** 1.1 million normal values and 460 000 uniform ones: more than a piece, and many slices of one. */
    @Test
    void valuesAreThoseOfOneThreadThatDrawsThemInOrder() {
        try (StateDict tensors = initialised(Architectures.of("resnet18", Head.of(900)), 3)) {
            Draws normal = Draws.of(3, Draws.Purpose.INITIALISATION, 0, "layer4.0.conv1.weight");
            Draws uniform = Draws.of(3, Draws.Purpose.INITIALISATION, 0, "fc.weight");
            double deviation = Math.sqrt(2.0 / (512 * 9));
            double bound = 1 / Math.sqrt(512);
            assertInOrder(tensors.tensor("layer4.0.conv1.weight"), () -> deviation * normal.nextGaussian());
            assertInOrder(tensors.tensor("fc.weight"), () -> uniform.nextDouble(-bound, bound));
        }
    }

    private static void assertInOrder(NDArray tensor, DoubleSupplier draws) {
        float[] values = tensor.toFloatArray();
        float[] expected = new float[values.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) draws.getAsDouble();
        }
        assertThat(values).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenet_v2, classifier.1.weight, 0.01",
        "mobilenet_v3_small, classifier.0.weight, 0.01",
    })
    void linearLayersOfMobileNetAreNormal(String network, String tensor, double deviation) {
        try (StateDict tensors = initialised(Architectures.of(network, Head.of(CLASSES)), 1)) {
            assertThat(deviation(tensors.tensor(tensor).toFloatArray()) / deviation)
                    .isBetween(1 - SHARE, 1 + SHARE);
            assertThat(tensors.tensor(tensor.replace("weight", "bias")).toFloatArray())
                    .containsOnly(0);
        }
    }

    /** EfficientNet's ends at 1/√out, ResNet's, as torch.nn.Linear's, at 1/√in. */
    @ParameterizedTest
    @CsvSource({"efficientnet_b0, classifier.1.weight, 50", "resnet18, fc.weight, 512"})
    void otherLinearLayersAreUniform(String network, String tensor, int width) {
        double bound = 1 / Math.sqrt(width);
        try (StateDict tensors = initialised(Architectures.of(network, Head.of(CLASSES)), 1)) {
            float[] values = tensors.tensor(tensor).toFloatArray();
            assertThat(largest(values) / bound).isBetween(0.999, 1.0);
            assertThat(deviation(values) / bound * Math.sqrt(3)).isBetween(1 - SHARE, 1 + SHARE);
        }
    }

    @Test
    void normalisationBeginsAsTheIdentity() {
        Architecture architecture = Architectures.of("resnet18", Head.of(CLASSES));
        try (StateDict tensors = initialised(architecture, 1)) {
            assertThat(tensors.tensor("layer4.1.bn2.weight").toFloatArray()).containsOnly(1);
            assertThat(tensors.tensor("layer4.1.bn2.bias").toFloatArray()).containsOnly(0);
            assertThat(tensors.tensor("layer4.1.bn2.running_mean").toFloatArray())
                    .containsOnly(0);
            assertThat(tensors.tensor("layer4.1.bn2.running_var").toFloatArray())
                    .containsOnly(1);
        }
    }

    @Test
    void everyTensorIsFilledAndAFunctionOfTheSeed() {
        Architecture architecture = Architectures.of("mobilenet_v3_small", Head.of(CLASSES));
        try (StateDict one = initialised(architecture, 1);
                StateDict again = initialised(architecture, 1);
                StateDict other = initialised(architecture, 2)) {
            assertThat(values(one).keySet())
                    .isEqualTo(architecture.tensors().stream()
                            .map(TensorSpec::name)
                            .collect(Collectors.toSet()));
            values(one)
                    .forEach((name, values) ->
                            assertThat(values(again).get(name)).isEqualTo(values));
            assertThat(other.tensor("features.0.0.weight").toFloatArray())
                    .isNotEqualTo(one.tensor("features.0.0.weight").toFloatArray());
        }
    }

    private static Map<String, float[]> values(StateDict tensors) {
        return tensors.tensors().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toFloatArray()));
    }

    /** A layer that replaces a pretrained one is torch.nn.Linear's, whatever the family's own rule. */
    @Test
    void newHeadIsTorchsOwn() {
        Architecture architecture = Architectures.of("mobilenet_v2", Head.of(CLASSES));
        double bound = 1 / Math.sqrt(1280);
        try (StateDict tensors = new StateDict(SESSION.newManager())) {
            Initialization.head(architecture, tensors, 1, WORKERS);
            assertThat(tensors.tensors()).containsOnlyKeys("classifier.1.weight", "classifier.1.bias");
            assertThat(largest(tensors.tensor("classifier.1.weight").toFloatArray()) / bound)
                    .isBetween(0.999, 1.0);
            assertThat(largest(tensors.tensor("classifier.1.bias").toFloatArray()) / bound)
                    .isBetween(0.8, 1.0);
        }
    }
}
