package io.github.tlmaven.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.catalogue.ModelEntry;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.Batches;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.weights.EmbeddedWeights;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsFile;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One pass of EfficientNet-Lite0 over tensors in memory, as the feature extractor does it. Run by the profile
 * {@code benchmark}; {@code src/benchmark/lite0.py} is its counterpart in PyTorch.
 */
public final class Lite0Benchmark {

    private static final int PICTURES = 256;
    private static final int REPETITIONS = 5;
    private static final int SIDE = 224;
    private static final int COLOURS = 3;
    private static final int CLASSES = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private Lite0Benchmark() {}

    /**
     * Prints the rate of each repetition, the first of which warms up.
     *
     * @param args number of workers; 2 where it is not given
     */
    public static void main(String[] args) {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        ModelEntry model = Catalogue.model("tf_efficientnet_lite0");
        Architecture lite0 = Architectures.of(model.name(), Head.of(CLASSES));
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                Workers workers = session.newWorkers(threads);
                SafetensorsFile file = EmbeddedWeights.open(model.defaultWeights());
                StateDict tensors = NetworkLoader.load(file, lite0, session.newManager());
                FrozenStages stages = new FrozenStages(lite0, 0, lite0.head(), tensors)) {
            List<Integer> batches =
                    IntStream.range(0, PICTURES / Batches.SIZE).boxed().toList();
            for (int repetition = 0; repetition <= REPETITIONS; repetition++) {
                long start = System.nanoTime();
                workers.map(batches, batch -> pass(session, stages));
                double rate = PICTURES * NANOS_PER_SECOND / (System.nanoTime() - start);
                System.out.printf(
                        Locale.ROOT, "%d workers, repetition %d: %.1f pictures/s%n", threads, repetition, rate);
            }
        }
    }

    private static int pass(EngineSession session, FrozenStages stages) {
        int floats = Batches.SIZE * SIDE * SIDE * COLOURS;
        ByteBuffer bytes = ChannelsLast.allocate(floats);
        FloatBuffer values = bytes.asFloatBuffer();
        for (int i = 0; i < floats; i++) {
            values.put(i, (i % 255) / 127f - 1);
        }
        try (NDManager manager = session.newManager();
                NDArray input = ChannelsLast.toArray(manager, bytes, new long[] {SIDE, SIDE, COLOURS});
                NDArray output = stages.forward(input)) {
            return output.toFloatArray().length;
        }
    }
}
