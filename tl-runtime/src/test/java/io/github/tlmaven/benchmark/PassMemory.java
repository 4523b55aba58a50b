package io.github.tlmaven.benchmark;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.WeightsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Memory of a worker that reads, splits and audits generated pictures of 64×64 and computes and stores their features:
 * {@code COUNT...} for each of which a line is printed. It must not grow with the number of pictures by more than what
 * is known of each. Linux only.
 */
public final class PassMemory {

    private static final String MODEL = "tf_efficientnet_lite0";
    private static final int BATCH = 32;

    private PassMemory() {}

    /**
     * Prints the worker's log and, for each number of pictures, a JSON object: seconds of the whole process; seconds from
     * the opened session to the trained head, which is mostly the pass; pictures/s of that; largest resident memory in MiB,
     * and the same without mapped files.
     *
     * @param args numbers of pictures, in one text or several
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        for (String word : Benchmarks.words(args)) {
            int count = Integer.parseInt(word);
            Path folder = Files.createTempDirectory("pass");
            try {
                GeneratedPictures.draw(folder.resolve("pictures"), count, GeneratedPictures.VARIED);
                long start = System.nanoTime();
                WorkerWatch watch = WorkerWatch.run(request(folder), List.of());
                double whole = (System.nanoTime() - start) / Benchmarks.NANOS_PER_SECOND;
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("pictures", count);
                result.put("wholeSeconds", Benchmarks.round(whole, 1));
                result.put("seconds", Benchmarks.round(watch.seconds(), 1));
                result.put("picturesPerSecond", Benchmarks.round(count / watch.seconds(), 1));
                result.put("peakMiB", Benchmarks.round(watch.peakMib(), 1));
                result.put("anonymousPeakMiB", Benchmarks.round(watch.anonymousPeakMib(), 1));
                System.out.println(Json.writeCompact(result));
            } finally {
                Benchmarks.delete(folder);
            }
        }
    }

    /** The test part is computed by no goal here, so it is as small as may be. */
    private static RunRequest request(Path folder) {
        OptionalInt side = OptionalInt.of(GeneratedPictures.SIDE);
        PreprocessingSpec small =
                new PreprocessingSpec(side, Optional.empty(), side, Optional.empty(), Optional.empty());
        Experiment experiment = new Experiment(
                "benchmark",
                new ModelSpec(MODEL, new WeightsSource.Default(), List.of(), small, HeadSpec.plain()),
                new Strategy.Extract(),
                Trainings.plain(1, BATCH, Benchmarks.SGD));
        DatasetSpec.Source pictures = new DatasetSpec.Split("pictures", 0.1, 0.01, 1);
        return Benchmarks.request(
                Goal.EXTRACT, Plans.with(Plans.of(pictures, experiment), Benchmarks.NOTHING_FAILS), folder);
    }
}
