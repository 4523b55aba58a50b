package io.github.tlmaven.worker;

import io.github.tlmaven.Golden;
import io.github.tlmaven.Plans;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.data.DatasetReader;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.spec.Workspace;
import io.github.tlmaven.train.Checkpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small plans, and what it takes to run them in this process. */
final class Runs {

    static final Experiment HEAD = experiment("head", new Strategy.Extract(), training(2, 1));
    static final Experiment LAST =
            experiment("last", new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1), training(1, 2));
    static final Experiment WHOLE =
            experiment("whole", new Strategy.Finetune(Strategy.Unfreeze.ALL, 0.8), training(1, 1));

    /** A head on the network of {@link #copyTraced}, which has a few numbers. */
    static final Experiment TRACED = new Experiment(
            "it",
            new ModelSpec(
                    ModelSpec.TORCHSCRIPT,
                    new WeightsSource.LocalFile("traced.pt"),
                    List.of(),
                    Plans.square(8),
                    HeadSpec.plain()),
            new Strategy.Extract(),
            Trainings.plain(1, 4, new OptimizerSpec.AdamW(1e-3, 1e-2)));

    private static final int PER_CLASS = 8;
    private static final int FIELD_PER_CLASS = 2;

    private Runs() {}

    static Experiment experiment(String id, Strategy strategy, TrainingSpec training) {
        return new Experiment(id, ModelSpec.of("tf_efficientnet_lite0"), strategy, training);
    }

    static TrainingSpec training(int epochs, int views) {
        TrainingSpec plain = Trainings.plain(epochs, 4, new OptimizerSpec.AdamW(1e-3, 1e-2));
        return Trainings.with(Trainings.clipped(Trainings.smoothed(plain, 0.1), 1), AugmentationSpec.light(), views);
    }

    /** Writes the pictures of {@link #plan} below a base directory. */
    static void writePictures(Path base) {
        TinyPictures.write(base.resolve("pictures"), PER_CLASS, "");
        TinyPictures.write(base.resolve("field"), FIELD_PER_CLASS, "field");
    }

    /** Puts a traced network into a base directory. */
    static void copyTraced(Path base) throws IOException {
        Files.copy(Golden.require("checkpoints/traced.pt"), base.resolve("traced.pt"));
    }

    /** Two seeds, an evaluation set beside the test part. */
    static Plan plan(Experiment... experiments) {
        Plan plan = Plans.of(new DatasetSpec.Split("pictures", 0.25, 0.25, 0), experiments);
        return Plans.seeds(Plans.folders(plan, List.of("field")), 1, 2);
    }

    /** The pictures of a plan. */
    static PartedDataset dataset(Plan plan, Path base) {
        return DatasetReader.read(plan.dataset(), Plans.paths(plan), base::resolve);
    }

    static Workspace workspace(Path base, Path output, Path cache, int threads) {
        return new Workspace(base, output, cache, 0, threads, false, true, List.of());
    }

    /** Runs goals one after the other and gives what they log. */
    static String run(Plan plan, Workspace workspace, Goal... goals) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        for (Goal goal : goals) {
            new PlanRunner(new RunRequest(goal, plan, workspace), new WorkerLog(out)).run();
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    /** What runs one goal, logs to a stream and keeps a checkpoint of every step. */
    static PlanRunner checkpointing(RunRequest request, OutputStream log) {
        PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
        return new PlanRunner(request, new WorkerLog(out), Checkpoints.Intervals.every(Duration.ZERO));
    }

    /** Digest of every file below a folder by its path from there. */
    static Map<String, Sha256> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, Sha256> digests = new TreeMap<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> digests.put(folder.relativize(file).toString(), Sha256.of(file)));
            return digests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
