package io.github.tlmaven.spec;

import static io.github.tlmaven.spec.ConfiguredModels.DIGEST;
import static io.github.tlmaven.spec.ConfiguredModels.experiment;
import static io.github.tlmaven.spec.ConfiguredModels.model;
import static io.github.tlmaven.spec.ConfiguredModels.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What good models and weights become. */
class ModelParserTest {

    private static final String FILE = "<weights>w.pth</weights>";

    private static WeightsSource weights(String text) {
        return model("resnet50", "<weights>" + text + "</weights>").weights();
    }

    @Test
    void aModelAloneHasItsDefaultWeightsAndAPlainHead() {
        assertThat(model("resnet50", "")).isEqualTo(ModelSpec.of("resnet50"));
        assertThat(model("efficientnet_lite3", "")).isEqualTo(ModelSpec.of("tf_efficientnet_lite3"));
    }

    @Test
    void wordsAndPublishedSetsAreKnown() {
        assertThat(weights("default")).isEqualTo(new WeightsSource.Default());
        assertThat(weights("none")).isEqualTo(new WeightsSource.None());
        assertThat(weights("IMAGENET1K_V1")).isEqualTo(new WeightsSource.Published("IMAGENET1K_V1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "w.pth",
                "src/main/weights/w.safetensors",
                "/srv/weights/w.pth",
                "C:\\weights\\w.pth",
                "C:/weights/w.pth",
                "C:w.pth",
                "./IMAGENET1K_V9",
                "w",
                "a b/w.pth",
                "a:b:c/w.pth",
            })
    void whatIsNothingElseIsAPath(String text) {
        assertThat(weights(text)).isEqualTo(new WeightsSource.LocalFile(text));
    }

    @Test
    void coordinatesHaveFourOrFiveParts() {
        assertThat(weights("org.example:net-weights:1.0:pth"))
                .isEqualTo(new WeightsSource.Artifact("org.example:net-weights:1.0:pth"));
        assertThat(weights("org.example:net-weights:1.0:half:safetensors"))
                .isEqualTo(new WeightsSource.Artifact("org.example:net-weights:1.0:half:safetensors"));
    }

    @Test
    void addressesAreKnownByTheirScheme() {
        assertThat(weights("https://example.org/w.pth?raw=1"))
                .isEqualTo(new WeightsSource.Url(URI.create("https://example.org/w.pth?raw=1"), Optional.empty()));
        assertThat(weights("http://127.0.0.1:8080/w.pth")).isInstanceOf(WeightsSource.Url.class);
        assertThat(model("torchscript", "<weights>djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18</weights>")
                        .weights())
                .isEqualTo(new WeightsSource.DjlZoo(URI.create("djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.pth", "org.example:net:1:pth", "https://example.org/w.pth"})
    void everyFormOfAFileTakesADigestInEitherCase(String text) {
        String digest = "<sha256>" + DIGEST.toUpperCase(Locale.ROOT) + "</sha256>";

        WeightsSource source =
                model("resnet50", "<weights>" + text + "</weights>" + digest).weights();

        assertThat(source).isInstanceOf(WeightsSource.OwnFile.class);
        assertThat(source.sha256()).hasValue(DIGEST);
    }

    @Test
    void aModelOfDjlsZooTakesADigest() {
        URI uri = URI.create("djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18");

        assertThat(model("torchscript", "<weights>" + uri + "</weights><sha256>" + DIGEST + "</sha256>")
                        .weights())
                .isEqualTo(new WeightsSource.DjlZoo(uri, Optional.of(DIGEST)));
    }

    @Test
    void weightsAtTheTopHoldWhereAnExperimentHasNone() {
        Plan plan = plan(
                "<weights>w.pth</weights><sha256>" + DIGEST + "</sha256>",
                experiment("heir", "resnet50", "")
                        + experiment("own", "resnet50", "<weights>v.pth</weights>")
                        + experiment("back", "resnet50", "<weights>default</weights>"));

        assertThat(plan.experiments())
                .extracting(experiment -> experiment.model().weights())
                .containsExactly(
                        new WeightsSource.LocalFile("w.pth", Optional.of(DIGEST)),
                        new WeightsSource.LocalFile("v.pth"),
                        new WeightsSource.Default());
    }

    @Test
    void renameRulesKeepTheirOrderThoughTheyShareAName() {
        ModelSpec model = model(
                "resnet50",
                FILE + "<rename><rule><from>^backbone\\.</from><to></to></rule>"
                        + "<rule><from>gamma$</from><to>weight</to></rule>"
                        + "<other><to>$1.</to><from>^(layer\\d)_</from></other></rename>");

        assertThat(model.renames())
                .containsExactly(
                        new Rename("^backbone\\.", ""),
                        new Rename("gamma$", "weight"),
                        new Rename("^(layer\\d)_", "$1."));
    }

    @Test
    void preprocessingIsReadElementByElement() {
        ModelSpec all = model(
                "resnet50",
                "<preprocessing><resize>300</resize><crop>288</crop><interpolation>bicubic</interpolation>"
                        + "<mean>0.5, 0.25,0</mean><std>1,2,0.125</std></preprocessing>");
        ModelSpec some = model("resnet50", "<preprocessing><crop>128</crop></preprocessing>");

        assertThat(all.preprocessing())
                .isEqualTo(new PreprocessingSpec(
                        OptionalInt.of(300),
                        Optional.of(Interpolation.BICUBIC),
                        OptionalInt.of(288),
                        Optional.of(List.of(0.5, 0.25, 0.0)),
                        Optional.of(List.of(1.0, 2.0, 0.125))));
        assertThat(some.preprocessing())
                .isEqualTo(new PreprocessingSpec(
                        OptionalInt.empty(),
                        Optional.empty(),
                        OptionalInt.of(128),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void aCropAboveTheUsualResizeIsFineWithAFileThatMayStateAnother() {
        assertThat(model("resnet50", FILE + "<preprocessing><crop>512</crop></preprocessing>")
                        .preprocessing()
                        .crop())
                .hasValue(512);
    }

    @Test
    void headIsRead() {
        assertThat(model("resnet50", "<head><dropout>0</dropout><hidden>256</hidden></head>")
                        .head())
                .isEqualTo(new HeadSpec(OptionalDouble.of(0), OptionalInt.of(256)));
        assertThat(model("resnet50", "<head><hidden>8</hidden></head>").head())
                .isEqualTo(new HeadSpec(OptionalDouble.empty(), OptionalInt.of(8)));
    }

    @Test
    void torchScriptTakesAFileAHeadAndPreprocessing() {
        ModelSpec model = model(
                "torchscript",
                "<weights>net.pt</weights><head><hidden>8</hidden></head>"
                        + "<preprocessing><resize>64</resize><crop>64</crop></preprocessing>");

        assertThat(model.isTorchScript()).isTrue();
        assertThat(model.weights()).isEqualTo(new WeightsSource.LocalFile("net.pt"));
    }
}
