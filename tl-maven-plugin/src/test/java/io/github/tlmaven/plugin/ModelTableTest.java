package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.catalogue.ModelEntry;
import io.github.tlmaven.failure.ConfigurationException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelTableTest {

    private static final int NAMED_IN_THE_MANUAL = 34;

    private static ModelEntry model(String name) {
        return Catalogue.model(name);
    }

    @Test
    void allModelsAreListedUnlessAFamilyIsNamed() {
        assertThat(ModelTable.of(null).size()).isEqualTo(NAMED_IN_THE_MANUAL);
        assertThat(ModelTable.of("mobilenet").size()).isEqualTo(3);
    }

    @Test
    void unknownFamilyIsNamedWithTheFour() {
        assertThatThrownBy(() -> ModelTable.of("resnets"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tl.family names no family of models: 'resnets'.")
                .hasMessageContaining("To fix: choose from efficientnet, mobilenet, resnet, vgg");
    }

    @Test
    void everySetHasARowAndTheModelIsNamedAtItsDefault() {
        List<String> lines = ModelTable.of("mobilenet").lines();

        assertThat(lines.get(0)).matches("model +weights +licence +parameters +input +top-1 %");
        assertThat(lines.get(1)).matches("mobilenet_v2 +IMAGENET1K_V2 +BSD-3-Clause +3,504,872 +224 +72\\.154");
        assertThat(lines.get(2)).matches(" +IMAGENET1K_V1 +BSD-3-Clause +224 +71\\.878");
        assertThat(lines.get(3)).startsWith("    boundaries: features.0, ");
        assertThat(lines.stream().map(String::strip).collect(Collectors.joining(" ")))
                .contains(
                        "boundaries: " + String.join(", ", model("mobilenet_v2").boundaries()));
    }

    @Test
    void noLineIsTooLongForAConsole() {
        assertThat(ModelTable.of(null).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ModelTable.WIDTH));
    }

    @Test
    void csvHasARowForEverySetWithAllThatIsKnown() {
        List<String> lines = ModelTable.of(null).csv().lines().toList();

        assertThat(lines.get(0))
                .isEqualTo("model,family,parameters,input,weights,top1,top5,licence,sha256,url,boundaries");
        assertThat(lines)
                .hasSize(1
                        + Catalogue.models().stream()
                                .mapToInt(each -> each.weights().size())
                                .sum());
        assertThat(lines)
                .contains("resnet50,resnet,25557032,224,IMAGENET1K_V1,76.13,92.862,BSD-3-Clause,0676ba61,"
                        + "https://download.pytorch.org/models/resnet50-0676ba61.pth,"
                        + String.join(" ", model("resnet50").boundaries()));
    }

    @Test
    void weightsThatComeWithThePluginHaveNoAddress() {
        assertThat(ModelTable.of("efficientnet").csv())
                .contains("tf_efficientnet_lite0,efficientnet,4652008,224,IMAGENET1K_V1,74.83,92.172,Apache-2.0,"
                        + "375ed21c2c6ad47507c2426d6f31502b4b6332fe64636ab9adaf1b02185d3986,,");
    }
}
