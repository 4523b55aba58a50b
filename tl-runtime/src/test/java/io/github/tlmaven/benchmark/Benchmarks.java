package io.github.tlmaven.benchmark;

import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.features.EvaluationPixels;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the benchmarks of this package share; each has a {@code main} of its own. */
final class Benchmarks {

    static final int THREADS = 2;

    /** Of the network's input. */
    static final int SIDE = 224;

    /** Warm runs, behind a first one. */
    static final int REPETITIONS = 4;

    static final double NANOS_PER_SECOND = 1e9;

    /** As torchvision's weights want it. */
    static final Preprocessing IMAGENET = new Preprocessing(
            256, Interpolation.BILINEAR, SIDE, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    static final OptimizerSpec SGD = new OptimizerSpec.Sgd(1e-3, 0.9, 0);

    /** Whatever the audit finds, the work goes on. */
    static final AuditSpec NOTHING_FAILS =
            new AuditSpec(Map.of(AuditKind.LEAKAGE, Severity.WARN), AuditSpec.USUAL.limits());

    private Benchmarks() {}

    /** The words of a command line, given in one text or several. */
    static List<String> words(String... args) {
        return List.of(String.join(" ", args).strip().split(" ", -1));
    }

    /** Prints pictures/s since a moment of {@link System#nanoTime}. */
    static void print(String what, double pictures, long start) {
        double rate = pictures * NANOS_PER_SECOND / (System.nanoTime() - start);
        System.out.printf(Locale.ROOT, "%s, %d workers: %.2f pictures/s%n", what, THREADS, rate);
    }

    /** To so many digits behind the point. */
    static double round(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    /** What a worker is asked to do in a folder with an empty cache. */
    static RunRequest request(Goal goal, Plan plan, Path folder) {
        return new RunRequest(
                goal,
                plan,
                new Workspace(
                        folder, folder.resolve("tl"), folder.resolve("cache"), 0, THREADS, true, true, List.of()));
    }

    /** All pictures below a folder, as evaluation sees them. */
    static List<PixelSource> pictures(Path folder) throws IOException {
        EvalPipeline pipeline = new EvalPipeline(IMAGENET);
        List<PixelSource> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Picture picture = new Picture(folder.relativize(file).toString(), file, 0, Sha256.of(file));
                pictures.add(new EvaluationPixels(pipeline, picture));
            }
        }
        return pictures;
    }

    /** With all that lies in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
