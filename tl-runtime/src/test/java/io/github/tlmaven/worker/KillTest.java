package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.RequestCodec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.WeightsSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker that is killed at random moments of its training and started again, as often as it takes, ends with the bytes
 * of one that was left in peace. {@code -Dtl.kills} is the number of kills.
 */
@Tag("engine")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillTest {

    private static final int SIDE = 64;

    /** Exit status of a process that SIGTERM ended: 128 and the signal's number. */
    private static final int TERMINATED = 143;

    @TempDir
    private static Path base;

    private final Kills kills = new Kills();

    @BeforeAll
    static void pictures() {
        Runs.writePictures(base);
    }

    private static TrainingSpec training(int epochs, OptimizerSpec optimizer) {
        return Trainings.with(Trainings.plain(epochs, 4, optimizer), new BatchSpec(4));
    }

    private static Experiment experiment(String id, String model, Strategy strategy, TrainingSpec training) {
        WeightsSource weights =
                strategy instanceof Strategy.Scratch ? new WeightsSource.None() : new WeightsSource.Default();
        PreprocessingSpec small = Plans.square(SIDE);
        return new Experiment(
                id, new ModelSpec(model, weights, List.of(), small, HeadSpec.plain()), strategy, training);
    }

    private static Strategy finetune(Unfreeze unfreeze, WarmStart warmStart) {
        return new Strategy.Finetune(unfreeze, warmStart, Rates.falling(0.5), BatchNorm.EVAL);
    }

    private static List<Experiment> experiments() {
        String lite0 = "tf_efficientnet_lite0";
        OptimizerSpec adamW = new OptimizerSpec.AdamW(1e-3, 1e-2);
        return List.of(
                experiment(
                        "progressive",
                        lite0,
                        finetune(new Unfreeze.Progressive(10, List.of("conv_head", "blocks.6")), WarmStart.NONE),
                        training(40, adamW)),
                experiment("last", lite0, finetune(Unfreeze.LAST_BLOCK, WarmStart.PROBE), training(30, adamW)),
                experiment(
                        "scratch",
                        "mobilenet_v3_small",
                        new Strategy.Scratch(Rates.falling(1), BatchNorm.TRAIN),
                        training(8, new OptimizerSpec.Sgd(0.05, 0.9, 0))));
    }

    @Test
    void endsWithTheBytesOfAnUndisturbedTraining() throws Exception {
        int all = Integer.getInteger("tl.kills", Kills.FEW);
        List<Experiment> experiments = all <= Kills.FEW ? experiments().subList(0, 1) : experiments();
        for (int i = 0; i < experiments.size(); i++) {
            killAndCompare(experiments.get(i), all * (i + 1) / experiments.size());
        }
        assertThat(kills.made()).isEqualTo(all);
        assertThat(kills.resumed())
                .as("restarts that went on from a checkpoint")
                .isGreaterThan(all / 2);
    }

    /** Its threads compute meanwhile, and an exit that unloads the engine's library under them crashes. */
    @Test
    void endsWithTheSignalsStatusWhenItIsTerminated() throws Exception {
        Experiment experiment = experiments().get(0);
        Process process = ChildWorker.start(Kills.CHECKPOINTS);
        try (BufferedReader out = ChildWorker.output(process)) {
            ChildWorker.send(process, request("terminated", experiment));
            List<String> lines = new ArrayList<>();
            Thread reader = new Thread(() -> Kills.read(out, lines, new CountDownLatch(1)));
            reader.start();
            Path checkpoints = cell("terminated", experiment).checkpoint();
            while (process.isAlive() && Kills.latest(checkpoints) == 0) {
                process.waitFor(ChildWorker.POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            process.toHandle().destroy(); // Process.destroy would close the streams, and the life-line be faster
            int status = process.waitFor();
            reader.join();
            assertThat(status).as(String.join(System.lineSeparator(), lines)).isEqualTo(TERMINATED);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Kills until so many kills were made in all, and compares whenever a training came to its end. */
    private void killAndCompare(Experiment experiment, int until) throws Exception {
        Layout.Cell whole = cell("whole", experiment);
        assertThat(endsBeforeItIsKilled("whole", experiment, Kills.Moment.NEVER))
                .isTrue();
        int least = until <= Kills.FEW ? 1 : 0; // of two kills, none may come before there is something to go on from
        while (kills.made() < until) {
            Path checkpoints = cell("killed", experiment).checkpoint();
            if (endsBeforeItIsKilled("killed", experiment, kills.checkpoints(checkpoints, least))) {
                assertEqual(experiment, whole);
            }
        }
        assertThat(endsBeforeItIsKilled("killed", experiment, Kills.Moment.NEVER))
                .isTrue();
        assertEqual(experiment, whole);
        kills.print(experiment.id());
    }

    private boolean endsBeforeItIsKilled(String output, Experiment experiment, Kills.Moment moment) throws Exception {
        return kills.start(request(output, experiment), moment).atItsEnd();
    }

    private static Layout.Cell cell(String output, Experiment experiment) {
        return new Layout(base.resolve(output)).cell(experiment.id(), 1);
    }

    private static void assertEqual(Experiment experiment, Layout.Cell whole) throws IOException {
        Layout.Cell killed = cell("killed", experiment);
        assertThat(Sha256.of(killed.model())).isEqualTo(Sha256.of(whole.model()));
        assertThat(Sha256.of(killed.history())).isEqualTo(Sha256.of(whole.history()));
        assertThat(RunFile.read(killed.run()).audit())
                .isEqualTo(RunFile.read(whole.run()).audit());
        assertThat(killed.checkpoint()).doesNotExist();
        try (Stream<Path> files = Files.list(killed.directory())) {
            for (Path file : files.toList()) {
                Files.delete(file); // the next one begins anew
            }
        }
    }

    private static String request(String output, Experiment experiment) {
        Plan oneSeed = Plans.seeds(Runs.plan(experiment), 1);
        return RequestCodec.write(new RunRequest(
                Goal.FINETUNE, oneSeed, Runs.workspace(base, base.resolve(output), base.resolve("cache"), 2)));
    }
}
