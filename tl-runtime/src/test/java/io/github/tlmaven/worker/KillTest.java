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
import java.util.Random;
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
 * of one that was left in peace. {@code -Dtl.kills} is the number of kills, and
 * {@code -Dtl.killSeed} repeats their moments.
 */
@Tag("engine")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillTest {

    private static final int FEW = 2;

    /** A checkpoint this often, in seconds: the trainings of this test take a few seconds only. */
    private static final String CHECKPOINT_SECONDS = "0.1";

    /** A process is killed at most so many checkpoints after its start, so that many a training takes several. */
    private static final int MOST_CHECKPOINTS = 8;

    /** And so many milliseconds after that: longer than from one checkpoint to the next. */
    private static final int MOST_MILLIS = 200;

    private static final int SIDE = 64;

    /** Exit status of a process that SIGTERM ended: 128 and the signal's number. */
    private static final int TERMINATED = 143;

    @TempDir
    private static Path base;

    private final long seed = Long.getLong("tl.killSeed", System.nanoTime());
    private final Random random = new Random(seed);

    /**
     * When a process is killed.
     *
     * @param checkpoints that it writes before; with 0 from the first line of its training on
     * @param millis      after that
     */
    private record Moment(int checkpoints, int millis) {
        static final Moment NEVER = new Moment(Integer.MAX_VALUE, 0);
    }

    private final List<String> moments = new ArrayList<>();
    private int kills;
    private int resumed;

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
        int all = Integer.getInteger("tl.kills", FEW);
        List<Experiment> experiments = all <= FEW ? experiments().subList(0, 1) : experiments();
        for (int i = 0; i < experiments.size(); i++) {
            killAndCompare(experiments.get(i), all * (i + 1) / experiments.size());
        }
        assertThat(kills).isEqualTo(all);
        assertThat(resumed).as("restarts that went on from a checkpoint").isGreaterThan(all / 2);
    }

    /** Its threads compute meanwhile, and an exit that unloads the engine's library under them crashes. */
    @Test
    void endsWithTheSignalsStatusWhenItIsTerminated() throws Exception {
        Experiment experiment = experiments().get(0);
        Process process = ChildWorker.start("-Dtl.checkpointSeconds=" + CHECKPOINT_SECONDS);
        try (BufferedReader out = ChildWorker.output(process)) {
            ChildWorker.send(process, request("terminated", experiment));
            List<String> lines = new ArrayList<>();
            Thread reader = new Thread(() -> read(out, lines, new CountDownLatch(1)));
            reader.start();
            Path checkpoints = cell("terminated", experiment).checkpoint();
            while (process.isAlive() && latest(checkpoints) == 0) {
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
        assertThat(start("whole", experiment, Moment.NEVER)).isTrue();
        while (kills < until) {
            if (start("killed", experiment, moment(until))) {
                assertEqual(experiment, whole);
            }
        }
        assertThat(start("killed", experiment, Moment.NEVER)).isTrue();
        assertEqual(experiment, whole);
        System.out.println("seed " + seed + ", " + experiment.id() + " killed after " + String.join(", ", moments)
                + "; in all " + kills + " kills, after which " + resumed + " trainings went on from a checkpoint");
        moments.clear();
    }

    /** Of two kills, none may come before there is something to go on from. */
    private Moment moment(int until) {
        int least = until <= FEW ? 1 : 0;
        return new Moment(least + random.nextInt(MOST_CHECKPOINTS), random.nextInt(MOST_MILLIS));
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

    /** Runs a worker, kills it at its moment, and says whether it came to its end before that. */
    private boolean start(String output, Experiment experiment, Moment moment) throws Exception {
        Path checkpoints = cell(output, experiment).checkpoint();
        long before = latest(checkpoints);
        List<String> lines = new ArrayList<>();
        Process process = ChildWorker.start("-Dtl.checkpointSeconds=" + CHECKPOINT_SECONDS);
        try (BufferedReader out = ChildWorker.output(process)) {
            ChildWorker.send(process, request(output, experiment));
            CountDownLatch training = new CountDownLatch(1);
            Thread reader = new Thread(() -> read(out, lines, training));
            reader.start();
            training.await();
            boolean ended = ChildWorker.endsBeforeItIsKilled(
                    process, () -> latest(checkpoints) - before >= moment.checkpoints(), moment.millis());
            reader.join();
            assertThat(process.exitValue())
                    .as(String.join(System.lineSeparator(), lines))
                    .isEqualTo(ended ? 0 : ChildWorker.KILLED);
            count(lines, moment, ended);
            return ended;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Number of the latest checkpoint, 0 where there is none. */
    private static long latest(Path checkpoints) {
        String[] names = checkpoints.toFile().list();
        return Stream.of(names == null ? new String[0] : names)
                .filter(name -> name.startsWith("checkpoint-"))
                .mapToLong(name -> Long.parseLong(name.split("-", 3)[1]))
                .max()
                .orElse(0);
    }

    private static void read(BufferedReader out, List<String> lines, CountDownLatch training) {
        out.lines().forEach(line -> {
            lines.add(line);
            if (line.contains("is trained now")) {
                training.countDown();
            }
        });
        training.countDown();
    }

    private static String request(String output, Experiment experiment) {
        Plan oneSeed = Plans.seeds(Runs.plan(experiment), 1);
        return RequestCodec.write(new RunRequest(
                Goal.FINETUNE, oneSeed, Runs.workspace(base, base.resolve(output), base.resolve("cache"), 2)));
    }

    private void count(List<String> lines, Moment moment, boolean ended) {
        boolean goesOn = lines.stream().anyMatch(line -> line.contains(" goes on after "));
        resumed += goesOn ? 1 : 0;
        if (!ended) {
            kills++;
            moments.add(moment.checkpoints() + " checkpoints and " + moment.millis() + " ms");
        }
    }
}
