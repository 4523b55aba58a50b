package io.github.tlmaven.benchmark;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws pictures and has a worker list, check, part and audit them as {@code tl:validate} does: {@code COUNT [LOOK]
 * [OPTION...]}. {@link GeneratedPictures} tells the looks; options go to the worker's virtual machine. Linux only.
 */
public final class AuditBenchmark {

    private AuditBenchmark() {}

    /**
     * Prints the worker's log of a first run and of a second one, which finds everything in the cache, and after each a
     * JSON object: seconds from the start of the process to the parted dataset, seconds of the audit, and the largest
     * resident memory in MiB.
     *
     * @param args what to do, in one text or several
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = Benchmarks.words(args);
        int count = Integer.parseInt(words.get(0));
        String look = words.size() > 1 ? words.get(1) : GeneratedPictures.VARIED;
        Path folder = Files.createTempDirectory("audit");
        try {
            GeneratedPictures.draw(folder.resolve("pictures"), count, look);
            for (int run = 1; run <= 2; run++) {
                WorkerWatch watch = WorkerWatch.run(
                        request(folder),
                        WorkerWatch.Stretch.AUDIT,
                        words.subList(Math.min(2, words.size()), words.size()));
                Map<String, Object> result = new LinkedHashMap<>();
                result.put("pictures", count);
                result.put("look", look);
                result.put("run", run);
                result.put("listedSeconds", Benchmarks.round(watch.secondsBefore(), 1));
                result.put("auditSeconds", Benchmarks.round(watch.seconds(), 1));
                result.put("peakMiB", Math.round(watch.peakMib()));
                System.out.println(Json.writeCompact(result));
            }
        } finally {
            Benchmarks.delete(folder);
        }
    }

    private static RunRequest request(Path folder) {
        Experiment any = new Experiment(
                "any",
                ModelSpec.of("tf_efficientnet_lite0"),
                new Strategy.Extract(),
                Trainings.plain(1, 1, Benchmarks.SGD));
        DatasetSpec.Source pictures = new DatasetSpec.Split("pictures", 0.15, 0.25, 1);
        return Benchmarks.request(Goal.VALIDATE, Plans.with(Plans.of(pictures, any), Benchmarks.NOTHING_FAILS), folder);
    }
}
