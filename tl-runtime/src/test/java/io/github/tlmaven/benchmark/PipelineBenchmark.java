package io.github.tlmaven.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.Batches;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * How decoding and a network share the cores: {@code MODEL FOLDER}. In turn, several times: the network on pictures that
 * are in memory; each worker decoding its pictures before it computes, as the plugin does; threads of their own that
 * decode ahead of the workers into a bounded queue.
 */
public final class PipelineBenchmark {

    private static final int CLASSES = 1000;
    private static final int FLOATS = Benchmarks.SIDE * Benchmarks.SIDE * Preprocessing.CHANNELS;

    /** Batches that may be decoded and not yet computed. */
    private static final int QUEUE = 8;

    private final EngineSession session;
    private final Workers workers;
    private final FrozenStages frozen;
    private final List<List<PixelSource>> batches;

    private PipelineBenchmark(
            EngineSession session, Workers workers, FrozenStages frozen, List<List<PixelSource>> batches) {
        this.session = session;
        this.workers = workers;
        this.frozen = frozen;
        this.batches = batches;
    }

    /**
     * Prints the rate of each way in each round, the first of which warms up.
     *
     * @param args model and folder, in one text or several; pictures of folders below it count
     */
    public static void main(String[] args) throws IOException {
        List<String> words = Benchmarks.words(args);
        Architecture architecture = Architectures.of(words.get(0), Head.of(CLASSES));
        List<PixelSource> sources = Benchmarks.pictures(Path.of(words.get(1)));
        List<List<PixelSource>> batches = Batches.of(sources.size()).stream()
                .map(batch -> Batches.filled(batch.stream().map(sources::get).toList()))
                .toList();
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                Workers workers = session.newWorkers(Benchmarks.THREADS);
                StateDict tensors = new StateDict(session.newManager())) {
            Initialization.network(architecture, tensors, 1, workers);
            try (FrozenStages frozen = new FrozenStages(architecture, 0, architecture.head(), tensors)) {
                new PipelineBenchmark(session, workers, frozen, batches).run();
            }
        }
    }

    private void run() {
        List<List<float[]>> pixels = workers.map(batches, PipelineBenchmark::decoded);
        for (int repetition = 0; repetition <= Benchmarks.REPETITIONS; repetition++) {
            long start = System.nanoTime();
            workers.map(pixels, this::pass);
            print("in memory", start);
            start = System.nanoTime();
            workers.map(batches, batch -> pass(decoded(batch)));
            print("in turn", start);
            for (int decoders = 1; decoders <= Benchmarks.THREADS; decoders++) {
                start = System.nanoTime();
                queued(decoders);
                print("queue, " + decoders + " decoding", start);
            }
        }
    }

    private void print(String way, long start) {
        Benchmarks.print(way, (double) batches.size() * Batches.SIZE, start);
    }

    private static List<float[]> decoded(List<PixelSource> batch) {
        return batch.stream().map(source -> source.pixels(FLOATS)).toList();
    }

    /** The output is copied, as the store's rows are. */
    private int pass(List<float[]> batch) {
        long[] rowShape = {Benchmarks.SIDE, Benchmarks.SIDE, Preprocessing.CHANNELS};
        try (NDManager manager = session.newManager();
                NDArray input =
                        ChannelsLast.filled(manager, batch.size(), rowShape, floats -> batch.forEach(floats::put));
                NDArray output = frozen.forward(input)) {
            FloatBuffer rows = ChannelsLast.toRows(output);
            return rows.remaining();
        }
    }

    /** The decoders take batches in the order in which the workers wait for them. */
    private void queued(int decoders) {
        ExecutorService pool = Executors.newFixedThreadPool(decoders);
        try {
            Semaphore room = new Semaphore(QUEUE);
            List<Future<List<float[]>>> decoded = new ArrayList<>();
            for (List<PixelSource> batch : batches) {
                decoded.add(pool.submit(() -> {
                    room.acquire();
                    return decoded(batch);
                }));
            }
            workers.map(decoded, batch -> {
                int floats = pass(joined(batch));
                room.release();
                return floats;
            });
        } finally {
            pool.shutdown();
        }
    }

    private static <T> T joined(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a picture was decoded", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
