package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.TestLog;
import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.spec.PreprocessingJson;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Rename;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.WeightsSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands behind the forms of {@code <weights>}; the files hold one small tensor, which nothing here loads. */
class WeightsOpenerTest {

    private static final List<String> CLASSES = List.of("ant", "bee");
    private static final String TENSOR =
            "\"backbone.conv1.weight\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}";
    private static final Preprocessing OWN =
            new Preprocessing(20, Interpolation.BICUBIC, 16, List.of(0.1, 0.2, 0.3), List.of(1.0, 2.0, 3.0));

    private final TestLog log = new TestLog();

    @TempDir
    private Path base;

    private Path write(String metadata) {
        byte[] header = ("{\"__metadata__\":{" + metadata + "}," + TENSOR + "}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + header.length + 2).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return Files.write(
                    base.resolve("net.safetensors"),
                    bytes.putLong(header.length).put(header).array());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String stated(Preprocessing preprocessing) {
        return "\"preprocessing\":\"" + PreprocessingJson.write(preprocessing).replace("\"", "\\\"") + "\"";
    }

    private static Experiment experiment(String model, WeightsSource weights, Rename... rules) {
        ModelSpec spec = new ModelSpec(model, weights, List.of(rules), PreprocessingSpec.unstated(), HeadSpec.plain());
        return new Experiment("it", spec, new Strategy.Extract(), Runs.training(1, 1));
    }

    private StartingWeights open(Experiment experiment, Map<String, FetchedFile> fetched) {
        Plan plan = Runs.plan(experiment);
        RunRequest request = new RunRequest(
                Goal.EXTRACT, plan, Runs.workspace(base, base.resolve("tl"), base.resolve("cache"), 1), fetched);
        return new WeightsOpener(request, CLASSES, log).open(experiment);
    }

    @Test
    void aFileSaysHowItsPicturesArePreparedAndWhoseLicenceItHas() {
        write(stated(OWN) + ",\"base_weights_license\":\"MIT\"");

        try (StartingWeights weights =
                open(experiment("resnet18", new WeightsSource.LocalFile("net.safetensors")), Map.of())) {
            assertThat(weights.preprocessing()).isEqualTo(OWN);
            assertThat(weights.description().licence()).isEqualTo("MIT");
            assertThat(weights.description().source()).isEqualTo("net.safetensors");
            assertThat(log.infos()).isEmpty();
        }
    }

    @Test
    void whereAFileSaysNothingTheUsualPreprocessingIsTakenAndSaid() {
        write("\"format\":\"pt\"");

        try (StartingWeights weights =
                open(experiment("resnet50", new WeightsSource.LocalFile("net.safetensors")), Map.of())) {
            assertThat(weights.preprocessing())
                    .isEqualTo(Catalogue.model("resnet50").defaultWeights().preprocessing());
            assertThat(weights.description().licence()).isEqualTo("unknown");
            assertThat(log.infos()).singleElement().asString().contains("as for torchvision IMAGENET1K_V2");
        }
    }

    @Test
    void preprocessingThatCannotBeReadIsRefused() {
        write("\"preprocessing\":\"{}\"");

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(
                        () -> open(experiment("resnet18", new WeightsSource.LocalFile("net.safetensors")), Map.of()))
                .withMessageContaining("preprocessing.resize is missing")
                .withMessageContaining("To fix");
    }

    @Test
    void anArtifactIsReadWhereItWasFetchedToAndRenamed() {
        Path file = write(stated(OWN));
        WeightsSource artifact = new WeightsSource.Artifact("g:a:1:safetensors");

        try (StartingWeights weights = open(
                experiment("resnet18", artifact, new Rename("^backbone\\.", "")),
                Map.of("it", new FetchedFile(file, "")))) {
            assertThat(((FileWeights) weights).file().names()).containsExactly("conv1.weight");
            assertThat(weights.description().sha256()).isEqualTo(Sha256.of(file).hex());
        }
    }

    @Test
    void anotherDigestThanTheOneAskedForIsRefused() {
        write("\"format\":\"pt\"");
        WeightsSource pinned = new WeightsSource.LocalFile("net.safetensors", Optional.of("0".repeat(64)));

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> open(experiment("resnet18", pinned), Map.of()))
                .withMessageContaining("expected 0000");
    }

    @Test
    void aPublishedSetIsOnlyTakenWithItsPublishersDigest() {
        Path file = write("\"format\":\"pt\"");
        Experiment experiment = experiment("resnet18", new WeightsSource.Published("IMAGENET1K_V1"));

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> open(experiment, Map.of("it", new FetchedFile(file, ""))))
                .withMessageContaining("expected f37072fd…");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> open(experiment, Map.of()))
                .withMessageContaining("were not fetched");
    }

    @Test
    void sizesThatTheNetworkCannotTakeAreRefusedWhereAFileStatesThem() {
        write(stated(OWN));
        Experiment experiment = experiment("vgg11", new WeightsSource.LocalFile("net.safetensors"));
        Runs.writePictures(base);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Runs.run(
                        Runs.plan(experiment),
                        Runs.workspace(base, base.resolve("tl"), base.resolve("cache"), 1),
                        Goal.EXTRACT))
                .withMessageContaining("do not suit vgg11: a crop of 16 pixels, at least 32 needed");
    }
}
