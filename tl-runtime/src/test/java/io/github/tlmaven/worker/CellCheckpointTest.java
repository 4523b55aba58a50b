package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.failure.DivergedException;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Workspace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a cell goes on from a checkpoint, and when it does not. A training that diverges leaves one behind. */
@Tag("engine")
class CellCheckpointTest {

    /** Weight decay of lr × decay a step leaves float32's range in the second. */
    private static final double DIVERGING = 1e30;

    @TempDir
    private static Path base;

    @TempDir
    private Path out;

    private Layout.Cell cell;

    @BeforeAll
    static void pictures() {
        Runs.writePictures(base);
    }

    @BeforeEach
    void end() {
        cell = new Layout(out).cell("head", 1);
        assertThat(diverge(false)).contains("[head seed 1] is trained now").doesNotContain("goes on");
        assertThat(cell.checkpoint()).isDirectoryContaining("glob:**.safetensors");
    }

    private static Plan plan(double rate) {
        return Runs.plan(Runs.experiment(
                "head", new Strategy.Extract(), Trainings.plain(2, 4, new OptimizerSpec.AdamW(rate, 1e-2))));
    }

    private String diverge(boolean force) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Workspace workspace = new Workspace(base, out, base.resolve("cache"), 0, 2, force, true, List.of());
        PlanRunner runner = Runs.checkpointing(new RunRequest(Goal.EXTRACT, plan(DIVERGING), workspace), log);
        assertThatExceptionOfType(DivergedException.class).isThrownBy(runner::run);
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theSameGoalGoesOnAndSaysFromWhere() {
        assertThat(diverge(false))
                .contains("[head seed 1] goes on after step 2 of 3 in epoch 1 of 2, from the checkpoint "
                        + cell.checkpoint());
    }

    @Test
    void forceBeginsAnew() {
        assertThat(diverge(true)).doesNotContain("goes on");
    }

    @Test
    void aChangedSettingIsNamedAndTheTrainingBeginsAnew() {
        String log = Runs.run(plan(1e-3), Runs.workspace(base, out, base.resolve("cache"), 2), Goal.EXTRACT);
        assertThat(log)
                .contains("[head seed 1] does not go on from its checkpoint, which is of another configuration: "
                        + "learningRate was 1000000000000000000000000000000, is 0.001")
                .doesNotContain("goes on");
        assertThat(cell.model()).exists();
        assertThat(cell.checkpoint()).doesNotExist();
    }
}
