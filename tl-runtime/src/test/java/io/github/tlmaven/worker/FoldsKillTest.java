package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RequestCodec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.spec.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cross-validation that is killed in one fold, between two and in the other goes on in the fold where it was, and ends
 * with the models, histories, predictions and pooled scores of an undisturbed one. {@code -Dtl.kills} is the number of
 * kills, of which this test makes at most nine.
 */
@Tag("engine")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@EnabledIfSystemProperty(named = "tl.kills", matches = "\\d+")
class FoldsKillTest {

    private static final int MANY = 9;
    private static final int FOLDS = 2;
    private static final int KINDS = 3;
    private static final int EPOCHS = 40;
    private static final int SIDE = 64;

    private static final Experiment EXPERIMENT = new Experiment(
            "folded",
            new ModelSpec(
                    "tf_efficientnet_lite0",
                    new WeightsSource.Default(),
                    List.of(),
                    Plans.square(SIDE),
                    HeadSpec.plain()),
            new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1),
            Trainings.plain(EPOCHS, 4, new OptimizerSpec.AdamW(1e-3, 1e-2)));

    @TempDir
    private Path base;

    private final Kills kills = new Kills();
    private int resumedInTheSecond;

    @Test
    void endsWithTheBytesOfAnUndisturbedCrossValidation() throws Exception {
        Runs.writePictures(base);
        int all = Math.min(Integer.getInteger("tl.kills"), MANY);
        assertThat(start("whole", Kills.Moment.NEVER)).isTrue();
        Map<String, Sha256> whole = evaluated("whole");
        assertThat(whole)
                .containsKeys("seed-1/metrics.json", "seed-1/predictions-test.csv", "seed-1/fold-2/metrics.json");
        while (kills.made() < all) {
            compareAtItsEnd(start("killed", moment()), whole);
        }
        compareAtItsEnd(start("killed", Kills.Moment.NEVER), whole);
        kills.print(EXPERIMENT.id());
        if (all >= KINDS) {
            assertThat(resumedInTheSecond)
                    .as("restarts that went on in the second fold")
                    .isPositive();
        }
    }

    /** In the first fold, at its end and in the second by turns; in the second where the first is whole. */
    private Kills.Moment moment() {
        Layout.Cell first = cell("killed", 1);
        int kind = Files.exists(first.run()) ? 2 : kills.made() % KINDS;
        return switch (kind) {
            case 0 -> kills.checkpoints(first.checkpoint(), 1);
            case 1 -> kills.file(first.run());
            default -> kills.checkpoints(cell("killed", 2).checkpoint(), 1);
        };
    }

    /** Runs a worker, which must not train again what was whole before, and says whether it came to its end. */
    private boolean start(String output, Kills.Moment moment) throws Exception {
        boolean wholeBefore = Files.exists(cell(output, 1).run());
        Plan plan = plan();
        Kills.Outcome outcome =
                kills.start(RequestCodec.write(new RunRequest(Goal.FINETUNE, plan, workspace(output))), moment);
        if (wholeBefore) {
            assertThat(outcome.lines()).anyMatch(line -> line.contains("[folded seed 1 fold 1] is up to date"));
        }
        if (outcome.lines().stream().anyMatch(line -> line.contains("[folded seed 1 fold 2] goes on after "))) {
            assertThat(wholeBefore).isTrue();
            resumedInTheSecond++;
        }
        return outcome.atItsEnd();
    }

    private void compareAtItsEnd(boolean atItsEnd, Map<String, Sha256> whole) throws IOException {
        if (!atItsEnd) {
            return;
        }
        for (int fold = 1; fold <= FOLDS; fold++) {
            assertThat(RunFile.read(cell("killed", fold).run()).audit())
                    .isEqualTo(RunFile.read(cell("whole", fold).run()).audit());
        }
        assertThat(evaluated("killed")).isEqualTo(whole);
        try (Stream<Path> files = Files.walk(base.resolve("killed"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file); // the next one begins anew
            }
        }
    }

    /** Digests of all files of an evaluated cross-validation but those with times in them, checkpoints among them. */
    private Map<String, Sha256> evaluated(String output) {
        Runs.run(plan(), workspace(output), Goal.EVALUATE);
        Map<String, Sha256> files = Runs.files(base.resolve(output).resolve(EXPERIMENT.id()));
        files.keySet().removeIf(name -> name.endsWith("run.json"));
        return files;
    }

    private static Plan plan() {
        SplitSpec split = SplitSpec.stratified(0.25, 0.25, 1).inFolds(FOLDS);
        DatasetSpec dataset =
                new DatasetSpec(new DatasetSpec.Split(List.of("pictures"), split), DatasetSpec.Corrupt.FAIL);
        return Plans.seeds(Plans.with(Runs.plan(EXPERIMENT), dataset), 1);
    }

    private Workspace workspace(String output) {
        return Runs.workspace(base, base.resolve(output), base.resolve("cache"), 2);
    }

    private Layout.Cell cell(String output, int fold) {
        return new Layout(base.resolve(output)).cell(new CellId(EXPERIMENT.id(), 1, OptionalInt.of(fold)));
    }
}
