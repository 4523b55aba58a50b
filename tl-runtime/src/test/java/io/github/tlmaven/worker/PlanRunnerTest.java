package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Plans;
import io.github.tlmaven.TestPictures;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.DivergedException;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's whole way, from pictures to predictions, on two classes of tiny pictures. */
@Tag("engine")
class PlanRunnerTest {

    private static final int PICTURES = 8;
    private static final int SIDE = 40;
    private static final double USUAL_RATE = 1e-3;
    private static final double ABSURD_RATE = 1e30;

    @TempDir
    private Path base;

    private long cacheLimit;

    @BeforeEach
    void pictures() {
        for (int i = 0; i < PICTURES; i++) {
            TestPictures.write(base.resolve("data/odd/" + i + ".png"), SIDE, 2 * i + 1);
            TestPictures.write(base.resolve("data/even/" + i + ".png"), SIDE, 2 * i);
        }
        TestPictures.write(base.resolve("more/odd/a.png"), SIDE, 31);
        TestPictures.write(base.resolve("more/even/b.png"), SIDE, 32);
    }

    private static Experiment experiment(String id, Strategy strategy, int epochs, double rate) {
        return new Experiment(
                id,
                ModelSpec.of("tf_efficientnet_lite0"),
                strategy,
                Trainings.with(
                        Trainings.clipped(
                                Trainings.smoothed(
                                        Trainings.plain(epochs, 4, new OptimizerSpec.AdamW(rate, 0.01)), 0.1),
                                1),
                        AugmentationSpec.light(),
                        2));
    }

    private static List<Experiment> experiments(int probeEpochs, double lastBlockRate) {
        return List.of(
                experiment("probe", new Strategy.Extract(), probeEpochs, USUAL_RATE),
                experiment("last-block", new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1), 2, lastBlockRate));
    }

    /** Runs a goal and gives what was logged. */
    private String run(Goal goal, Path output, Path cache, List<Experiment> experiments) {
        Plan plan = Plans.folders(
                Plans.of(new DatasetSpec.Split("data", 0.25, 0.25, 1), experiments.toArray(Experiment[]::new)),
                List.of("more"));
        Workspace workspace = new Workspace(base, output, cache, cacheLimit, 2, false, true, List.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new PlanRunner(new RunRequest(goal, plan, workspace), new WorkerLog(out)).run();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path output() {
        return base.resolve("target/tl");
    }

    private String run(Goal goal, List<Experiment> experiments) {
        return run(goal, output(), base.resolve("cache"), experiments);
    }

    private void runAll(Path output, Path cache) {
        for (Goal goal : List.of(Goal.EXTRACT, Goal.FINETUNE, Goal.EVALUATE)) {
            run(goal, output, cache, experiments(2, USUAL_RATE));
        }
    }

    private static Map<String, String> digests(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> digests = new TreeMap<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> digests.put(
                            folder.relativize(file).toString(), Sha256.of(file).hex()));
            return digests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyFileOfTheContractIsWrittenAndTwoRunsFromScratchAreEqual() {
        Path second = base.resolve("second/tl");
        runAll(output(), base.resolve("cache"));
        runAll(second, base.resolve("second/cache"));

        Map<String, String> files = digests(output());
        assertThat(files)
                .containsOnlyKeys(
                        "plan.json",
                        "dataset.json",
                        "audit.csv",
                        "audit.json",
                        "audit.html",
                        "tl-resources/report.css",
                        "probe/seed-1/model.safetensors",
                        "probe/seed-1/history.csv",
                        "probe/seed-1/predictions-test.csv",
                        "probe/seed-1/predictions-more.csv",
                        "probe/seed-1/metrics.json",
                        "probe/seed-1/run.json",
                        "last-block/seed-1/model.safetensors",
                        "last-block/seed-1/history.csv",
                        "last-block/seed-1/predictions-test.csv",
                        "last-block/seed-1/predictions-more.csv",
                        "last-block/seed-1/metrics.json",
                        "last-block/seed-1/run.json");
        Map<String, String> again = digests(second);
        files.keySet().removeIf(name -> name.endsWith("run.json")); // times stand there
        again.keySet().removeIf(name -> name.endsWith("run.json"));
        assertThat(again).isEqualTo(files);
    }

    @Test
    void unchangedCellIsLeftAloneAndSaysSo() {
        run(Goal.EXTRACT, experiments(2, USUAL_RATE));
        Map<String, String> before = digests(output());

        String log = run(Goal.EXTRACT, experiments(2, USUAL_RATE));

        assertThat(log).contains("[probe seed 1] is up to date");
        assertThat(digests(output())).isEqualTo(before);
    }

    @Test
    void changedCellSaysWhichSettingChangedAndLosesTheFormerEvaluation() {
        run(Goal.EXTRACT, experiments(2, USUAL_RATE));
        run(Goal.FINETUNE, experiments(2, USUAL_RATE));
        run(Goal.EVALUATE, experiments(2, USUAL_RATE));

        String log = run(Goal.EXTRACT, experiments(3, USUAL_RATE));

        assertThat(log).contains("epochs was 2, is 3");
        assertThat(digests(output().resolve("probe")))
                .containsOnlyKeys("seed-1/model.safetensors", "seed-1/history.csv", "seed-1/run.json");
        assertThat(digests(output().resolve("last-block"))).containsKey("seed-1/metrics.json");
    }

    @Test
    void secondRunReadsItsFeaturesFromTheStore() {
        run(Goal.EXTRACT, experiments(2, USUAL_RATE));

        String log = run(Goal.EXTRACT, experiments(3, USUAL_RATE));

        // of 16 pictures 9 are trained on in two views, and 3 validate
        assertThat(log).contains("train 0 computed, 18 stored").contains("validation 0 computed, 3 stored");
    }

    @Test
    void divergingTrainingLeavesTheFormerCellAsItWas() {
        run(Goal.FINETUNE, experiments(2, USUAL_RATE));
        Map<String, String> before = digests(output().resolve("last-block"));
        Path old = base.resolve("cache/features").resolve(Sha256.of("old").hex());
        AtomicFile.write(old.resolve("some.tlf"), "of another build");
        cacheLimit = 1;

        assertThatThrownBy(() -> run(Goal.FINETUNE, experiments(2, ABSURD_RATE)))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("[last-block seed 1]");

        assertThat(old).as("a goal that fails makes room, too").doesNotExist();

        assertThat(digests(output().resolve("last-block"))).isEqualTo(before);
    }

    @Test
    void evaluationBeforeTrainingNamesTheCellsAndTheirGoals() {
        assertThatThrownBy(() -> run(Goal.EVALUATE, experiments(2, USUAL_RATE)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("probe with seed 1 (tl:extract)")
                .hasMessageContaining("last-block with seed 1 (tl:finetune)");
    }

    @Test
    void evaluationLeavesOutWhatWasNotTrained() {
        run(Goal.EXTRACT, experiments(2, USUAL_RATE));
        run(Goal.EVALUATE, experiments(2, USUAL_RATE));

        Layout layout = new Layout(output());
        assertThat(layout.cell("probe", 1).metrics()).exists();
        assertThat(layout.cell("last-block", 1).directory()).doesNotExist();
    }

    @Test
    void outputFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(base.resolve("target"), "a file in the folder's place");

        assertThatThrownBy(() -> run(Goal.EXTRACT, experiments(2, USUAL_RATE)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(output().toString())
                .hasMessageContaining("make the folder writable");
        assertThat(file).hasContent("a file in the folder's place");
    }
}
