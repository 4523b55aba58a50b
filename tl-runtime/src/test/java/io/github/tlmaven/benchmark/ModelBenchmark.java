package io.github.tlmaven.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.Batches;
import io.github.tlmaven.features.EvaluationPixels;
import io.github.tlmaven.features.FeatureExtractor;
import io.github.tlmaven.features.FeatureSpace;
import io.github.tlmaven.features.FeatureStore;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rate of a network of the catalogue on random numbers: {@code pass MODEL} over tensors in memory as the feature
 * extractor does it, {@code step MODEL} for training steps of the whole network, {@code embed MODEL FOLDER} for a pass
 * over pictures with everything that belongs to it. Run by the profile {@code benchmark}; {@code src/benchmark/pytorch.py}
 * is the counterpart of the first two, torchvision's users' scripts that of the third.
 */
public final class ModelBenchmark {

    static final int SIDE = 224;
    static final int COLOURS = 3;
    static final int REPETITIONS = 4;

    private static final int PICTURES = 128;
    private static final int CLASSES = 1000;
    private static final int THREADS = 2;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Preprocessing IMAGENET = new Preprocessing(
            256, Interpolation.BILINEAR, SIDE, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    private ModelBenchmark() {}

    /**
     * Prints the rate of each repetition, the first of which warms up.
     *
     * @param args what to do, in one text or several
     */
    public static void main(String[] args) throws IOException {
        String[] words = String.join(" ", args).strip().split(" ", -1);
        Architecture architecture = Architectures.of(words[1], Head.of(CLASSES));
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                Workers workers = session.newWorkers(THREADS);
                StateDict tensors = new StateDict(session.newManager())) {
            Initialization.network(architecture, tensors, 1);
            Bench bench = new Bench(session, workers, architecture, tensors);
            switch (words[0]) {
                case "pass" -> pass(bench);
                case "step" -> StepBenchmark.run(session, workers, architecture, tensors);
                case "embed" -> embed(bench, Path.of(words[2]));
                default -> throw new IllegalArgumentException("pass, step or embed, not " + words[0]);
            }
        }
    }

    private record Bench(EngineSession session, Workers workers, Architecture architecture, StateDict tensors) {
        FrozenStages frozen() {
            return new FrozenStages(architecture, 0, architecture.head(), tensors);
        }
    }

    static void print(String what, String model, double pictures, long start) {
        double rate = pictures * NANOS_PER_SECOND / (System.nanoTime() - start);
        System.out.printf(Locale.ROOT, "%s %s, %d workers: %.2f pictures/s%n", what, model, THREADS, rate);
    }

    private static void pass(Bench bench) {
        List<Integer> batches =
                IntStream.range(0, PICTURES / Batches.SIZE).boxed().toList();
        try (FrozenStages stages = bench.frozen()) {
            for (int repetition = 0; repetition <= REPETITIONS; repetition++) {
                long start = System.nanoTime();
                bench.workers().map(batches, batch -> passOf(bench.session(), stages));
                print("pass", bench.architecture().name(), PICTURES, start);
            }
        }
    }

    private static int passOf(EngineSession session, FrozenStages stages) {
        try (NDManager manager = session.newManager();
                NDArray input = pictures(Batches.SIZE, manager);
                NDArray output = stages.forward(input)) {
            return output.toFloatArray().length;
        }
    }

    static NDArray pictures(int count, NDManager manager) {
        int floats = count * SIDE * SIDE * COLOURS;
        return ChannelsLast.filled(manager, count, new long[] {SIDE, SIDE, COLOURS}, values -> {
            for (int i = 0; i < floats; i++) {
                values.put(i, (i % 255) / 127f - 1);
            }
        });
    }

    private static void embed(Bench bench, Path pictures) throws IOException {
        List<PixelSource> sources = sources(pictures);
        Architecture architecture = bench.architecture();
        FeatureSpace space = FeatureSpace.of(
                architecture,
                architecture.head(),
                bench.tensors(),
                IMAGENET,
                bench.session().environment());
        for (int repetition = 0; repetition <= 1; repetition++) {
            Path folder = Files.createTempDirectory("embed");
            long start = System.nanoTime();
            try (FrozenStages frozen = bench.frozen();
                    FeatureStore store = new FeatureStore(folder, new TestLog())) {
                new FeatureExtractor(bench.session(), bench.workers(), store, new TestLog())
                        .extract(new FeatureExtractor.Job("embed", space, frozen, SIDE), sources);
            }
            print("embed", architecture.name(), sources.size(), start);
            delete(folder);
        }
    }

    private static List<PixelSource> sources(Path folder) throws IOException {
        EvalPipeline pipeline = new EvalPipeline(IMAGENET);
        List<PixelSource> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Picture picture = new Picture(folder.relativize(file).toString(), file, 0, Sha256.of(file));
                sources.add(new EvaluationPixels(pipeline, picture));
            }
        }
        return sources;
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
