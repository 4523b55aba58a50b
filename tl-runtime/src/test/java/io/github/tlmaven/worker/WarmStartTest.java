package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.RunAudit;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.WeightsFile;
import io.github.tlmaven.weights.WeightsFiles;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning that begins with the head which strategy extract trains. */
@Tag("engine")
class WarmStartTest {

    private static final String HEAD = "classifier.weight";
    /** So small that fine-tuning leaves the head where it began, and large enough that it moves. */
    private static final double SMALL_RATE = 1e-6;
    /** The steps of one epoch, six of at most the rate each. */
    private static final float LITTLE = 1e-5f;

    private static final TrainingSpec BARELY = Trainings.plain(1, 4, new OptimizerSpec.AdamW(SMALL_RATE, 0));

    @TempDir
    private Path base;

    private static Strategy lastBlock(WarmStart warmStart) {
        return new Strategy.Finetune(Unfreeze.LAST_BLOCK, warmStart, Rates.falling(1), BatchNorm.EVAL);
    }

    private Layout.Cell cell(String experiment) {
        return new Layout(base.resolve("target/tl")).cell(experiment, 1);
    }

    private float[] head(EngineSession session, String experiment) {
        Architecture lite0 = TestNetworks.lite0(TinyPictures.CLASSES.size());
        try (WeightsFile file = WeightsFiles.open(cell(experiment).model());
                StateDict tensors = NetworkLoader.PLAIN.whole(file, lite0, session.newManager())) {
            return tensors.tensor(HEAD).toFloatArray();
        }
    }

    private static float largestDistance(float[] some, float[] others) {
        float largest = 0;
        for (int i = 0; i < some.length; i++) {
            largest = Math.max(largest, Math.abs(some[i] - others[i]));
        }
        return largest;
    }

    @Test
    void fineTuningBeginsWithTheHeadOfExtractAndSaysSo() {
        Runs.writePictures(base);
        String log = Runs.run(
                Runs.plan(
                        Runs.experiment("probe", new Strategy.Extract(), Experiment.warmStartTraining()),
                        Runs.experiment("warm", lastBlock(WarmStart.PROBE), BARELY),
                        Runs.experiment("cold", lastBlock(WarmStart.NONE), BARELY)),
                Runs.workspace(base, base.resolve("target/tl"), base.resolve("cache"), 2),
                Goal.EXTRACT,
                Goal.FINETUNE);

        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu())) {
            float[] probe = head(session, "probe");
            assertThat(largestDistance(head(session, "warm"), probe)).isCloseTo(0, within(LITTLE));
            assertThat(largestDistance(head(session, "cold"), probe)).isGreaterThan(100 * LITTLE);
        }
        assertThat(log)
                .contains("[warm seed 1] warm start: the head is trained first, as strategy extract does")
                .doesNotContain("[cold seed 1] warm start");
        assertThat(RunFile.read(cell("warm").run()).audit().stages())
                .extracting(RunAudit.Stage::stage)
                .containsExactly("warm-start", "last-block");
        assertThat(HistoryFile.read(cell("warm").history()).rows())
                .extracting(HistoryFile.HistoryRow::stage)
                .containsExactly("last-block");
    }
}
