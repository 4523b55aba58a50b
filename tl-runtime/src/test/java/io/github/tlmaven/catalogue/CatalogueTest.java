package io.github.tlmaven.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.KnownModel;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    /** Digits that torch.hub puts into a file's name. */
    private static final int PUBLISHED_DIGITS = 8;

    static List<ModelEntry> models() {
        return Catalogue.models();
    }

    private static KnownModel known(String spelling) {
        return Objects.requireNonNull(Catalogue.known().get(spelling), spelling);
    }

    @Test
    void everyNetworkOfTheZooIsInTheCatalogue() {
        assertThat(Catalogue.models())
                .extracting(ModelEntry::name)
                .containsExactlyInAnyOrderElementsOf(Architectures.names());
    }

    @ParameterizedTest
    @MethodSource("models")
    void sizesAndBoundariesAreThoseOfTheArchitecture(ModelEntry model) {
        Architecture architecture = Architectures.of(model.name(), Head.of(WeightSet.CLASSES));

        assertThat(architecture.parameters()).isEqualTo(model.parameters());
        assertThat(architecture.featureWidth()).isEqualTo(model.featureWidth());
        assertThat(architecture.minInput()).isEqualTo(model.minimumInput());
        assertThat(architecture.lastBlock()).isEqualTo(model.lastBlock());
        assertThat(architecture.stageNames()).isEqualTo(model.boundaries());
    }

    @Test
    void smallerNumbersComeFirst() {
        assertThat(Catalogue.models())
                .extracting(ModelEntry::name)
                .containsSubsequence("resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "vgg11", "vgg11_bn");
    }

    @Test
    void familiesAreTheFourOfTheManual() {
        assertThat(Catalogue.families()).containsExactly("efficientnet", "mobilenet", "resnet", "vgg");
    }

    /** Counts and accuracies of timm 0.9.16, as its models and its results-imagenet.csv give them. */
    @ParameterizedTest
    @CsvSource({
        "efficientnet_lite0, 4652008, 224, 74.83",
        "efficientnet_lite1, 5416680, 240, 76.644",
        "efficientnet_lite2, 6092072, 260, 77.464",
        "efficientnet_lite3, 8197096, 300, 79.808",
        "efficientnet_lite4, 13006568, 380, 81.53",
    })
    void efficientNetLiteIsTimms(String alias, long parameters, int crop, double top1) {
        ModelEntry model = Catalogue.model(known(alias).name());

        assertThat(model.name()).isEqualTo("tf_" + alias);
        assertThat(model.parameters()).isEqualTo(parameters);
        assertThat(model.defaultWeights().preprocessing().crop()).isEqualTo(crop);
        assertThat(model.defaultWeights().top1()).isEqualTo(top1);
        assertThat(model.defaultWeights().licence()).isEqualTo("Apache-2.0");
    }

    @ParameterizedTest
    @MethodSource("models")
    void everySetCanBeUsedWithItsModel(ModelEntry model) {
        assertThat(model.weights()).allSatisfy(set -> {
            assertThat(set.preprocessing().crop()).isGreaterThanOrEqualTo(model.minimumInput());
            assertThat(set.preprocessing().resize())
                    .isGreaterThanOrEqualTo(set.preprocessing().crop());
            assertThat(set.sha256()).matches("[0-9a-f]+").hasSizeGreaterThanOrEqualTo(PUBLISHED_DIGITS);
        });
    }

    /** torch.hub names a file after its digest, so that the two can be held against each other. */
    @ParameterizedTest
    @MethodSource("models")
    void digestStandsInTheAddress(ModelEntry model) {
        Stream<WeightSet> published = model.weights().stream().filter(set -> !set.isEmbedded());

        assertThat(published)
                .allSatisfy(set -> assertThat(set.uri().orElseThrow().getPath()).contains("-" + set.sha256() + ".pth"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyModelIsKnownByItsNameAndItsAliases(ModelEntry model) {
        Stream<String> spellings = Stream.concat(Stream.of(model.name()), model.aliases().stream());

        assertThat(spellings).allSatisfy(spelling -> {
            KnownModel known = known(spelling);
            assertThat(known.name()).isEqualTo(model.name());
            assertThat(known.minimumInput()).isEqualTo(model.minimumInput());
            assertThat(known.weightSets().keySet())
                    .containsExactlyElementsOf(
                            model.weights().stream().map(WeightSet::name).toList());
        });
    }

    @Test
    void unknownModelIsNamed() {
        assertThatThrownBy(() -> Catalogue.model("alexnet"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("There is no model 'alexnet'.")
                .hasMessageContaining("resnet18, resnet34");
    }
}
