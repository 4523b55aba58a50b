package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {

    private static final int CLASSES = 7;

    private static List<TensorSpec> tensors(Architecture architecture) {
        return architecture.tensors(architecture.head(), architecture.stages().size());
    }

    private static List<Double> dropouts(Architecture architecture) {
        return architecture
                .stages()
                .get(architecture.head())
                .layer()
                .tree()
                .filter(Dropout.class::isInstance)
                .map(layer -> ((Dropout) layer).rate())
                .toList();
    }

    /** Names, widths and rates read off torchvision's and timm's classes. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, fc, 512, 0",
        "resnet50, fc, 2048, 0",
        "vgg16, classifier.6, 4096, 0.5",
        "vgg16_bn, classifier.6, 4096, 0.5",
        "mobilenet_v2, classifier.1, 1280, 0.2",
        "mobilenet_v3_small, classifier.3, 1024, 0.2",
        "mobilenet_v3_large, classifier.3, 1280, 0.2",
        "efficientnet_b0, classifier.1, 1280, 0.2",
        "efficientnet_b7, classifier.1, 2560, 0.5",
        "efficientnet_v2_m, classifier.1, 1280, 0.3",
        "tf_efficientnet_lite4, classifier, 1280, 0.3"
    })
    void lastLayerIsReplacedWhereTheNetworkHasIt(String name, String layer, long width, double dropout) {
        Architecture architecture = Architectures.of(name, Head.of(CLASSES));
        assertThat(architecture.stageNames()).last().isEqualTo(layer);
        assertThat(architecture.featureWidth()).isEqualTo((int) width);
        assertThat(tensors(architecture))
                .extracting(TensorSpec::name)
                .containsExactly(layer + ".weight", layer + ".bias");
        assertThat(tensors(architecture).get(0).shape()).containsExactly((long) CLASSES, width);
        assertThat(dropouts(architecture)).isEqualTo(dropout == 0 ? List.of() : List.of(dropout));
    }

    @Test
    void hiddenLayerIsNamedAsInASequenceOfTorch() {
        Head head = new Head(CLASSES, OptionalDouble.of(0.4), OptionalInt.of(64));
        Architecture architecture = Architectures.of("resnet18", head);
        assertThat(tensors(architecture))
                .extracting(TensorSpec::name)
                .containsExactly("fc.0.weight", "fc.0.bias", "fc.3.weight", "fc.3.bias");
        assertThat(tensors(architecture).get(0).shape()).containsExactly(64L, 512L);
        assertThat(tensors(architecture).get(2).shape()).containsExactly((long) CLASSES, 64L);
        assertThat(dropouts(architecture)).containsExactly(0.4);
    }

    @Test
    void dropoutThatIsAskedForReplacesThePublishedOne() {
        Head none = new Head(CLASSES, OptionalDouble.of(0), OptionalInt.empty());
        Head some = new Head(CLASSES, OptionalDouble.of(0.1), OptionalInt.empty());
        assertThat(dropouts(Architectures.of("efficientnet_b0", none))).isEmpty();
        assertThat(dropouts(Architectures.of("resnet18", some))).containsExactly(0.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void dropoutOutsideOfItsRangeIsRefused(double rate) {
        assertThatThrownBy(() -> new Head(CLASSES, OptionalDouble.of(rate), OptionalInt.empty()))
                .hasMessage("dropout must lie in [0, 1), was " + rate);
    }

    /** The first trained stage of {@code unfreeze=last-block}, as the peers' script has it. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, layer4, fc",
        "vgg16, features.24, classifier.0",
        "vgg16_bn, features.34, classifier.0",
        "mobilenet_v2, features.17, classifier.1",
        "mobilenet_v3_small, features.9, classifier.0",
        "mobilenet_v3_large, features.13, classifier.0",
        "efficientnet_b0, features.7, classifier.1",
        "efficientnet_v2_s, features.6, classifier.1",
        "tf_efficientnet_lite2, blocks.6, classifier"
    })
    void lastBlockAndPooledFeaturesAreStages(String name, String lastBlock, String pooled) {
        Architecture architecture = Architectures.of(name, Head.of(CLASSES));
        assertThat(architecture.lastBlock()).isEqualTo(lastBlock);
        assertThat(architecture.boundaryName(architecture.pooled())).isEqualTo(pooled);
    }
}
