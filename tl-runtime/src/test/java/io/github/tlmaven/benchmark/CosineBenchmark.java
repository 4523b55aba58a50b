package io.github.tlmaven.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.CosineSearch;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Compares random features with each other, as the audit does: {@code COUNT WIDTH}. */
public final class CosineBenchmark {

    private static final long SEED = 1;
    private static final double MIN_COSINE = 0.96;

    private CosineBenchmark() {}

    /**
     * Prints a JSON object: rows, numbers in a row, seconds of the search, pairs found.
     *
     * @param args number of rows and their width, in one text or two
     */
    public static void main(String[] args) {
        List<String> words = Benchmarks.words(args);
        Rows rows = Rows.random(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)));
        AtomicLong found = new AtomicLong();
        TestLog log = new TestLog();
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                Workers workers = session.newWorkers(Benchmarks.THREADS)) {
            long start = System.nanoTime();
            new CosineSearch(session, workers, log)
                    .forEach("compared:", rows, MIN_COSINE, (one, other, cosine) -> found.incrementAndGet());
            double seconds = (System.nanoTime() - start) / Benchmarks.NANOS_PER_SECOND;
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("rows", rows.size());
            result.put("width", rows.width);
            result.put("seconds", Benchmarks.round(seconds, 1));
            result.put("pairs", found.get());
            System.out.println(Json.writeCompact(result));
        }
    }

    /** Rows one behind the other, in Java memory; those of a store are mapped. */
    private static final class Rows implements EvaluationInputs {

        private final float[] values;
        private final int width;

        private Rows(float[] values, int width) {
            this.values = values;
            this.width = width;
        }

        static Rows random(int count, int width) {
            Random random = new Random(SEED);
            float[] values = new float[Math.multiplyExact(count, width)];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.max(0, (float) random.nextGaussian()); // as behind a ReLU
            }
            return new Rows(values, width);
        }

        @Override
        public int size() {
            return values.length / width;
        }

        @Override
        public NDArray batch(List<Integer> items, NDManager manager) {
            return ChannelsLast.filled(
                    manager,
                    items.size(),
                    new long[] {width},
                    floats -> items.forEach(item -> floats.put(values, item * width, width)));
        }
    }
}
