package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.weights.WeightsFile;
import io.github.tlmaven.weights.WeightsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TorchScript file as the frozen network of an experiment. */
@Tag("engine")
class TorchScriptRunTest {

    /** Side of the pictures that the golden network was traced with. */
    private static final int SIDE = 8;

    private static final HeadSpec HIDDEN = new HeadSpec(OptionalDouble.of(0.2), OptionalInt.of(6));

    @TempDir
    private Path base;

    @BeforeEach
    void write() throws IOException {
        Runs.writePictures(base);
        Runs.copyTraced(base);
    }

    private static Plan plan(WeightsSource weights, HeadSpec head) {
        PreprocessingSpec preprocessing = Plans.square(SIDE);
        ModelSpec model = new ModelSpec(ModelSpec.TORCHSCRIPT, weights, List.of(), preprocessing, head);
        return Runs.plan(new Experiment("script", model, new Strategy.Extract(), Runs.training(2, 1)));
    }

    private String run(Plan plan, Goal... goals) {
        return run("target/tl", 2, plan, goals);
    }

    private String run(String output, int threads, Plan plan, Goal... goals) {
        return Runs.run(plan, Runs.workspace(base, base.resolve(output), base.resolve("cache"), threads), goals);
    }

    @Test
    void aHeadIsTrainedAndJudgedOnItsFeatures() {
        Plan plan = plan(new WeightsSource.LocalFile("traced.pt"), HeadSpec.plain());

        assertThat(run(plan, Goal.EXTRACT, Goal.EVALUATE)).contains("4 features of the method features");

        Layout.Cell cell = new Layout(base.resolve("target/tl")).cell("script", 1);
        assertThat(cell.metrics()).exists();
        try (WeightsFile model = WeightsFiles.open(cell.model())) {
            assertThat(model.names()).containsExactly("fc.weight", "fc.bias");
            assertThat(model.metadata())
                    .containsEntry("architecture", "torchscript")
                    .containsEntry("base_weights", "traced.pt")
                    .containsKey("base_weights_sha256");
        }
        assertThat(run(plan, Goal.EXTRACT)).contains("[script seed 1] is up to date", "[script seed 2] is up to date");
    }

    @Test
    void itsFeaturesMayBeComputedInEveryEpoch() {
        Experiment stored = plan(new WeightsSource.LocalFile("traced.pt"), HeadSpec.plain())
                .experiments()
                .get(0);
        Plan fresh = Runs.plan(new Experiment(
                stored.id(),
                stored.model(),
                stored.strategy(),
                Trainings.with(stored.training(), AugmentationSpec.light(), 0)));

        assertThat(run("one", 1, fresh, Goal.EXTRACT)).contains("train computed in every epoch");
        run("four", 4, fresh, Goal.EXTRACT);

        for (long seed : fresh.seeds()) {
            assertThat(new Layout(base.resolve("four")).cell("script", seed).model())
                    .hasSameBinaryContentAs(
                            new Layout(base.resolve("one")).cell("script", seed).model());
        }
    }

    @Test
    void theHeadMayHaveAHiddenLayer() {
        run(plan(new WeightsSource.LocalFile("traced.pt"), HIDDEN), Goal.EXTRACT, Goal.EVALUATE);

        try (WeightsFile model = WeightsFiles.open(
                new Layout(base.resolve("target/tl")).cell("script", 2).model())) {
            assertThat(model.names()).containsExactly("fc.0.weight", "fc.0.bias", "fc.3.weight", "fc.3.bias");
        }
    }

    @Test
    void anotherDigestThanTheOneAskedForIsRefused() {
        WeightsSource weights = new WeightsSource.LocalFile("traced.pt", Optional.of("0".repeat(64)));

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> run(plan(weights, HeadSpec.plain()), Goal.EXTRACT))
                .withMessageContaining("traced.pt have SHA-256")
                .withMessageContaining("expected 0000");
    }

    @Test
    void aModelOfDjlsZooIsNotFetchedOffline() {
        WeightsSource weights =
                new WeightsSource.DjlZoo(URI.create("djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18"));

        for (Goal goal : List.of(Goal.EXTRACT, Goal.RESOLVE)) {
            assertThatExceptionOfType(WeightsException.class)
                    .isThrownBy(() -> run(plan(weights, HeadSpec.plain()), goal))
                    .withMessageContaining("offline")
                    .withMessageContaining("mvn tl:resolve");
        }
    }
}
