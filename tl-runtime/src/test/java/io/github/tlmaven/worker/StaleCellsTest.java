package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.DivergedException;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.spec.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Earlier results: when they count, when they go, and when they must not be lost. */
@Tag("engine")
class StaleCellsTest {

    private static final Plan PLAN = Runs.plan(Runs.HEAD);
    private static final Experiment OTHER = Runs.experiment("other", new Strategy.Extract(), Runs.training(1, 1));
    private static final Plan LONGER =
            Runs.plan(Runs.experiment(Runs.HEAD.id(), new Strategy.Extract(), Runs.training(3, 1)));

    /** Weight decay of lr × decay a step leaves float32's range in the second. */
    private static final Plan DIVERGING = Runs.plan(Runs.experiment(
            Runs.HEAD.id(),
            new Strategy.Extract(),
            Trainings.with(
                    Trainings.smoothed(Trainings.plain(2, 4, new OptimizerSpec.AdamW(1e30, 1e-2)), 0.1),
                    AugmentationSpec.light(),
                    1)));

    @TempDir
    private static Path base;

    @TempDir
    private Path out;

    private Workspace workspace;
    private Layout.Cell cell;

    @BeforeAll
    static void pictures() {
        Runs.writePictures(base);
    }

    @BeforeEach
    void workspace() {
        workspace = Runs.workspace(base, out, base.resolve("cache"), 2); // features are shared by all tests
        cell = new Layout(out).cell(Runs.HEAD.id(), 1);
    }

    @Test
    void aChangedSettingIsNamedWithBothValues() {
        Runs.run(PLAN, workspace, Goal.EXTRACT);
        assertThat(Runs.run(LONGER, workspace, Goal.EXTRACT)).contains("epochs was 2, is 3");
    }

    /** What a runtime wrote that knew no other micro-batch. */
    @Test
    void aCellWhoseFingerprintNamesNoMicroBatchIsOneOfEight() throws IOException {
        Runs.run(PLAN, workspace, Goal.EXTRACT);
        String run = Files.readString(cell.run());
        String without = run.replaceFirst("\\s*\"microBatch\": \"8\",", "");
        assertThat(without).isNotEqualTo(run);
        Files.writeString(cell.run(), without);
        assertThat(Runs.run(PLAN, workspace, Goal.EXTRACT)).contains("[head seed 1] is up to date");
    }

    @Test
    void picturesPreparedOtherwiseAreTrainedOnAgain() {
        Runs.run(PLAN, workspace, Goal.EXTRACT);
        ModelSpec otherwise = new ModelSpec(
                "tf_efficientnet_lite0",
                new WeightsSource.Default(),
                List.of(),
                new PreprocessingSpec(
                        OptionalInt.of(224), Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty()),
                HeadSpec.plain());
        Plan plan = Runs.plan(new Experiment("head", otherwise, Runs.HEAD.strategy(), Runs.HEAD.training()));
        assertThat(Runs.run(plan, workspace, Goal.EXTRACT)).contains("preprocessing was {\"resize\":256");
    }

    @Test
    void aNewModelNeverStandsBesideOldScores() throws IOException {
        Runs.run(PLAN, workspace, Goal.EXTRACT, Goal.EVALUATE);
        Path dropped = Files.writeString(cell.predictions("dropped"), "of a set that the plan no longer has");
        Path note = Files.writeString(cell.directory().resolve("note.txt"), "the user's own");
        Runs.run(LONGER, workspace, Goal.EXTRACT);
        assertThat(cell.metrics()).doesNotExist();
        assertThat(cell.predictions("test")).doesNotExist();
        assertThat(cell.predictions("field")).doesNotExist();
        assertThat(dropped).doesNotExist();
        assertThat(note).exists();
    }

    @Test
    void aTrainingThatEndsBehindItsModelLeavesNoOldScores() throws IOException {
        Runs.run(PLAN, workspace, Goal.EXTRACT, Goal.EVALUATE);
        Sha256 before = Sha256.of(cell.model());
        Files.delete(cell.history());
        Files.createDirectories(cell.history().resolve("in-the-way"));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Runs.run(LONGER, workspace, Goal.EXTRACT))
                .withMessageContaining(cell.history().toString());
        assertThat(Sha256.of(cell.model())).isNotEqualTo(before);
        assertThat(cell.metrics()).doesNotExist();
        assertThat(cell.predictions("test")).doesNotExist();
    }

    @Test
    void aFailedTrainingLeavesTheOldCellAsItWas() {
        Runs.run(PLAN, workspace, Goal.EXTRACT, Goal.EVALUATE);
        Map<String, Sha256> before = Runs.files(cell.directory());
        assertThatExceptionOfType(DivergedException.class)
                .isThrownBy(() -> Runs.run(DIVERGING, workspace, Goal.EXTRACT))
                .withMessageContaining("[head seed 1]")
                .withMessageContaining("To fix: ");
        assertThat(Runs.files(cell.directory())).hasSize(6).isEqualTo(before);
    }

    @Test
    void aChangedModelIsTrainedAgain() throws IOException {
        Runs.run(PLAN, workspace, Goal.EXTRACT);
        Map<String, Sha256> before = Runs.files(cell.directory());
        before.remove("run.json");
        flipLastByte(cell.model());
        assertThat(Runs.run(PLAN, workspace, Goal.EXTRACT))
                .contains("[head seed 1] is trained now: its files were changed")
                .contains("[head seed 2] is up to date");
        assertThat(Runs.files(cell.directory())).containsAllEntriesOf(before);
    }

    @Test
    void evaluationRefusesAChangedModel() throws IOException {
        Runs.run(PLAN, workspace, Goal.EXTRACT);
        Sha256 trained = Sha256.of(cell.model());
        flipLastByte(cell.model());
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Runs.run(PLAN, workspace, Goal.EVALUATE))
                .withMessageContaining(cell.model().toString())
                .withMessageContaining(trained.hex())
                .withMessageContaining(Sha256.of(cell.model()).hex())
                .withMessageContaining("To fix: run tl:extract");
        assertThat(cell.metrics()).doesNotExist();
    }

    private static void flipLastByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void evaluationRefusesACellOfAnotherConfiguration() {
        Runs.run(PLAN, workspace, Goal.EXTRACT);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Runs.run(LONGER, workspace, Goal.EVALUATE))
                .withMessageContaining("head with seed 1")
                .withMessageContaining("epochs was 2, is 3")
                .withMessageContaining("To fix: run tl:extract");
    }

    @Test
    void evaluationNamesAllCellsOfAnotherConfigurationBeforeItJudgesOne() {
        Runs.run(Runs.plan(Runs.HEAD, OTHER), workspace, Goal.EXTRACT);
        Experiment longer = Runs.experiment(OTHER.id(), new Strategy.Extract(), Runs.training(2, 1));
        Plan oneSeedMore = Plans.seeds(Runs.plan(Runs.HEAD, longer), 1, 2, 3);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Runs.run(oneSeedMore, workspace, Goal.EVALUATE))
                .withMessageContaining("other with seed 1: epochs was 1, is 2")
                .withMessageContaining("other with seed 2: epochs was 1, is 2")
                .withMessageNotContaining("head with")
                .withMessageNotContaining("seed 3")
                .withMessageContaining("To fix: run tl:extract again before tl:evaluate.");
        assertThat(cell.metrics()).doesNotExist();
    }

    @Test
    void evaluationBeforeTrainingListsCellsAndGoals() {
        Experiment last = Runs.LAST;
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Runs.run(Runs.plan(Runs.HEAD, last), workspace, Goal.EVALUATE))
                .withMessageContaining("head with seed 1 (tl:extract)")
                .withMessageContaining("head with seed 2 (tl:extract)")
                .withMessageContaining("last with seed 1 (tl:finetune)")
                .withMessageContaining("last with seed 2 (tl:finetune)")
                .withMessageContaining("To fix: ");
    }

    @Test
    void anOutputFolderThatIsAFileIsReportedAndKept() throws IOException {
        Path file = Files.writeString(out.resolve("file"), "precious");
        Workspace blocked = Runs.workspace(base, file, base.resolve("cache"), 1);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Runs.run(PLAN, blocked, Goal.EXTRACT))
                .withMessageContaining(file.toString())
                .withMessageContaining("To fix: ");
        assertThat(file).hasContent("precious");
    }
}
