package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Plans;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.DatasetSpec;
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
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.store.StoredFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers that fill the store of features at two boundaries: killed at random moments and started again, or two at once, they leave the rows
 * of one that was left in peace. {@code -Dtl.kills} is the number of kills, of which this test makes at most ten, and
 * {@code -Dtl.killSeed} repeats their moments.
 */
@Tag("engine")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StoreKillTest {

    private static final int FEW = 2;
    private static final int MANY = 10;

    private static final int PER_CLASS = 10;
    private static final int VIEWS = 48;
    private static final int SIDE = 32;

    /** A process is killed after at most so many files more than it found; a pass writes ten, five at each boundary. */
    private static final int MOST_FILES = 6;

    /** And at most so many milliseconds after that: longer than from one file to the next. */
    private static final int MOST_MILLIS = 150;

    @TempDir
    private static Path base;

    private static Map<String, Sha256> undisturbed = Map.of();
    private static Sha256 model = Sha256.of("");

    private final long seed = Long.getLong("tl.killSeed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeAll
    static void fillUndisturbed() throws IOException {
        TinyPictures.write(base.resolve("pictures"), PER_CLASS, "");
        Runs.run(plan(), Runs.workspace(base, base.resolve("whole"), base.resolve("whole-cache"), 2), Goal.FINETUNE);
        undisturbed = StoredFiles.rows(base.resolve("whole-cache"));
        model = model("whole");
        assertThat(undisturbed).hasSizeGreaterThan(2 * PER_CLASS * VIEWS);
    }

    private static Plan plan() {
        PreprocessingSpec small = Plans.square(SIDE);
        Experiment experiment = new Experiment(
                "two",
                new ModelSpec("tf_efficientnet_lite0", new WeightsSource.Default(), List.of(), small, HeadSpec.plain()),
                new Strategy.Finetune(
                        new Strategy.Unfreeze.Progressive(1, List.of("blocks.6")),
                        Strategy.WarmStart.NONE,
                        Strategy.Rates.falling(1),
                        Strategy.BatchNorm.EVAL),
                Trainings.with(
                        Trainings.plain(2, 4, new OptimizerSpec.AdamW(1e-3, 1e-2)), AugmentationSpec.light(), VIEWS));
        return Plans.of(new DatasetSpec.Split("pictures", 0.2, 0.2, 0), experiment);
    }

    private static Sha256 model(String output) {
        return Sha256.of(new Layout(base.resolve(output)).cell("two", 1).model());
    }

    private static void assertUndisturbed(String output, Path cache) throws IOException {
        assertUndisturbed(cache);
        assertThat(model(output)).isEqualTo(model);
    }

    private static void assertUndisturbed(Path cache) throws IOException {
        Map<String, Sha256> rows = StoredFiles.rows(cache);
        assertThat(rows.size()).isEqualTo(undisturbed.size());
        assertThat(undisturbed.entrySet().stream().filter(row -> !row.getValue().equals(rows.get(row.getKey()))))
                .as("rows that differ")
                .isEmpty();
    }

    @Test
    void aKilledPassGoesOnAndEndsWithTheSameRows() throws Exception {
        int all = Math.min(Integer.getInteger("tl.kills", FEW), MANY);
        Path cache = base.resolve("killed-cache");
        List<String> moments = new ArrayList<>();
        for (int attempt = 0; moments.size() < all; attempt++) {
            int files = 1 + random.nextInt(MOST_FILES);
            int millis = random.nextInt(MOST_MILLIS);
            if (isKilled("killed-" + attempt, cache, files, millis)) {
                moments.add(files + " files and " + millis + " ms");
            } else { // all was stored before its moment came
                assertUndisturbed(cache);
                for (Path file : StoredFiles.chunks(cache)) {
                    Files.delete(file);
                }
            }
        }
        String log = Runs.run(plan(), Runs.workspace(base, base.resolve("killed"), cache, 2), Goal.FINETUNE);
        System.out.println("seed " + seed + ", the store was killed after " + String.join(", ", moments));
        assertThat(log).containsPattern("train \\d+ computed, [1-9]\\d* stored").doesNotContain("damaged");
        assertUndisturbed("killed", cache);
    }

    /** Kills a worker at its moment, and says whether that came before its end. */
    private static boolean isKilled(String output, Path cache, int files, int millis) throws Exception {
        int before = StoredFiles.chunks(cache).size();
        Process process = ChildWorker.start();
        try (BufferedReader out = ChildWorker.output(process)) {
            CompletableFuture<String> lines = start(process, out, output, cache);
            boolean ended = ChildWorker.endsBeforeItIsKilled(
                    process, () -> StoredFiles.chunks(cache).size() - before >= files, millis);
            assertThat(process.exitValue()).as(lines.join()).isEqualTo(ended ? 0 : ChildWorker.KILLED);
            return !ended;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Sends the request and gives what the process prints until its end. */
    private static CompletableFuture<String> start(Process process, BufferedReader out, String output, Path cache)
            throws IOException {
        ChildWorker.send(
                process,
                RequestCodec.write(
                        new RunRequest(Goal.FINETUNE, plan(), Runs.workspace(base, base.resolve(output), cache, 2))));
        return CompletableFuture.supplyAsync(() -> out.lines().collect(Collectors.joining(System.lineSeparator())));
    }

    @Test
    void twoAtOnceAreBothRight() throws Exception {
        Path cache = base.resolve("shared-cache");
        Process one = ChildWorker.start();
        Process other = ChildWorker.start();
        try (BufferedReader outOfOne = ChildWorker.output(one);
                BufferedReader outOfOther = ChildWorker.output(other)) {
            CompletableFuture<String> linesOfOne = start(one, outOfOne, "one", cache);
            CompletableFuture<String> linesOfOther = start(other, outOfOther, "other", cache);
            assertThat(one.waitFor()).as(linesOfOne.join()).isZero();
            assertThat(other.waitFor()).as(linesOfOther.join()).isZero();
            assertThat(linesOfOne.join() + linesOfOther.join()).doesNotContain("damaged");
        } finally {
            one.destroyForcibly().waitFor();
            other.destroyForcibly().waitFor();
        }
        assertUndisturbed("one", cache);
        assertUndisturbed("other", cache);
    }
}
