package io.github.tlmaven.features;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.ProgressMeter;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.zoo.FrozenStages;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Computes the activations that the store lacks. Each worker decodes a few pictures and runs them through the frozen
 * stages as a {@link FrozenPass}, so that a picture's bits depend neither on the number of workers nor on the pictures it
 * shares a batch with.
 */
public final class FeatureExtractor {

    /** Batches of each worker in a chunk: what is lost when the process is killed. */
    private static final int CHUNK_BATCHES = 16;

    /** A chunk is whole in memory before it is written; boundaries near the input have megabytes for each picture. */
    private static final long CHUNK_BYTES = 16L << 20;

    private final EngineSession session;
    private final Workers workers;
    private final FeatureStore store;
    private final Log log;

    /** An extractor on a session's device. */
    public FeatureExtractor(EngineSession session, Workers workers, FeatureStore store, Log log) {
        this.session = session;
        this.workers = workers;
        this.store = store;
        this.log = log;
    }

    /**
     * What {@link #extract} works on.
     *
     * @param label  begins log lines
     * @param space  what the activations depend on
     * @param frozen computes them
     * @param side   of the square input, in pixels
     */
    public record Job(String label, FeatureSpace space, FrozenStages frozen, int side) {}

    /** Activations of all sources in their order, read where they are stored and computed where not. */
    public Activations extract(Job job, List<PixelSource> sources) {
        FeatureStore.Space space = store.open(job.space());
        Map<Sha256, PixelSource> missing = new LinkedHashMap<>();
        List<Sha256> keys = new ArrayList<>(sources.size());
        for (PixelSource source : sources) {
            Sha256 key = source.key();
            keys.add(key);
            if (!space.contains(key)) {
                missing.putIfAbsent(key, source);
            }
        }
        if (!missing.isEmpty()) {
            compute(job, space, missing);
        }
        log.info(String.format(
                Locale.ROOT,
                "%s %d computed, %d stored",
                job.label(),
                missing.size(),
                sources.size() - missing.size()));
        return space.activations(keys);
    }

    private void compute(Job job, FeatureStore.Space space, Map<Sha256, PixelSource> missing) {
        ProgressMeter progress = new ProgressMeter(log, job.label(), "pictures", missing.size());
        FrozenPass pass = new FrozenPass(session, job.frozen(), job.side());
        List<Sha256> keys = List.copyOf(missing.keySet());
        int chunk = Batches.SIZE * workers.count(); // until the size of a row is known
        for (int from = 0; from < keys.size(); ) {
            List<Sha256> part = keys.subList(from, Math.min(from + chunk, keys.size()));
            List<PixelSource> sources = part.stream().map(missing::get).toList();
            List<FrozenPass.Rows> computed = workers.map(Batches.of(sources.size()), batch -> {
                FrozenPass.Rows rows =
                        pass.rows(batch.stream().map(sources::get).toList());
                progress.advance(batch.size());
                return rows;
            });
            FrozenPass.Rows first = computed.get(0);
            space.add(first.shape(), part, concatenate(computed, part.size()));
            from += part.size();
            chunk = chunk(first.floats());
        }
    }

    /** Rows of a chunk: whole batches, and one for each worker at least. */
    private int chunk(long rowFloats) {
        long batches = Math.min(
                (long) CHUNK_BATCHES * workers.count(), CHUNK_BYTES / (rowFloats * Float.BYTES * Batches.SIZE));
        return Batches.SIZE * (int) Math.max(workers.count(), batches);
    }

    private static FloatBuffer concatenate(List<FrozenPass.Rows> parts, int rows) {
        FloatBuffer all = FloatBuffer.allocate(Math.toIntExact(parts.get(0).floats() * rows));
        parts.forEach(part -> all.put(part.values()));
        return all.flip();
    }
}
