package io.github.tlmaven.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.Batches;
import io.github.tlmaven.features.FeatureExtractor;
import io.github.tlmaven.features.FeatureStore;
import io.github.tlmaven.features.FrozenNetwork;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rate of a network of the catalogue on random numbers: {@code pass MODEL} over tensors in memory as the feature
 * extractor does it, {@code step MODEL} for training steps of the whole network, {@code embed MODEL FOLDER} for a pass
 * over pictures with everything that belongs to it. Run by the profile {@code benchmark}; {@code src/benchmark/pytorch.py}
 * is the counterpart of the first two, torchvision's users' scripts that of the third.
 */
public final class ModelBenchmark {

    private static final int PICTURES = 128;
    private static final int CLASSES = 1000;

    private ModelBenchmark() {}

    /**
     * Prints the rate of each repetition, the first of which warms up.
     *
     * @param args what to do, in one text or several
     */
    public static void main(String[] args) throws IOException {
        List<String> words = Benchmarks.words(args);
        Architecture architecture = Architectures.of(words.get(1), Head.of(CLASSES));
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                Workers workers = session.newWorkers(Benchmarks.THREADS);
                StateDict tensors = new StateDict(session.newManager())) {
            Initialization.network(architecture, tensors, 1, workers);
            Bench bench = new Bench(session, workers, architecture, tensors);
            switch (words.get(0)) {
                case "pass" -> pass(bench);
                case "step" -> StepBenchmark.run(session, workers, architecture, tensors);
                case "embed" -> embed(bench, Path.of(words.get(2)));
                default -> throw new IllegalArgumentException("pass, step or embed, not " + words.get(0));
            }
        }
    }

    private record Bench(EngineSession session, Workers workers, Architecture architecture, StateDict tensors) {
        FrozenStages frozen() {
            return new FrozenStages(architecture, 0, architecture.head(), tensors);
        }
    }

    private static void pass(Bench bench) {
        List<Integer> batches =
                IntStream.range(0, PICTURES / Batches.SIZE).boxed().toList();
        try (FrozenStages stages = bench.frozen()) {
            for (int repetition = 0; repetition <= Benchmarks.REPETITIONS; repetition++) {
                long start = System.nanoTime();
                bench.workers().map(batches, batch -> passOf(bench.session(), stages));
                Benchmarks.print("pass " + bench.architecture().name(), PICTURES, start);
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
        int floats = count * Benchmarks.SIDE * Benchmarks.SIDE * Preprocessing.CHANNELS;
        return ChannelsLast.filled(
                manager, count, new long[] {Benchmarks.SIDE, Benchmarks.SIDE, Preprocessing.CHANNELS}, values -> {
                    for (int i = 0; i < floats; i++) {
                        values.put(i, (i % 255) / 127f - 1);
                    }
                });
    }

    private static void embed(Bench bench, Path pictures) throws IOException {
        List<PixelSource> sources = Benchmarks.pictures(pictures);
        Architecture architecture = bench.architecture();
        FrozenNetwork network =
                new FrozenNetwork(architecture, bench.tensors(), Benchmarks.IMAGENET, FeatureType.FLOAT32);
        for (int repetition = 0; repetition <= 1; repetition++) {
            Path folder = Files.createTempDirectory("embed");
            long start = System.nanoTime();
            try (FeatureStore store = new FeatureStore(folder, new TestLog())) {
                new FeatureExtractor(bench.session(), bench.workers(), store, new TestLog())
                        .extract("embed", network, architecture.head(), sources);
            }
            Benchmarks.print("embed " + architecture.name(), sources.size(), start);
            Benchmarks.delete(folder);
        }
    }
}
