package io.github.tlmaven.features;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.ProgressMeter;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.store.StoredSpace;
import io.github.tlmaven.zoo.FrozenStages;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

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
    public Activations extract(Job job, List<? extends PixelSource> sources) {
        StoredSpace space = store.open(job.space());
        long[] places = new long[sources.size()];
        int missing = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = space.find(sources.get(i).key());
            missing += places[i] == StoredSpace.ABSENT ? 1 : 0;
        }
        int computed = missing == 0 ? 0 : compute(job, space, sources, places);
        log.info(String.format(
                Locale.ROOT, "%s %d computed, %d stored", job.label(), computed, sources.size() - computed));
        return new Activations(space.rows(places));
    }

    /** Fills in the places that are absent, chunk by chunk, and gives the number of rows that it took. */
    private int compute(Job job, StoredSpace space, List<? extends PixelSource> sources, long[] places) {
        int[] absent = IntStream.range(0, places.length)
                .filter(i -> places[i] == StoredSpace.ABSENT)
                .toArray();
        ProgressMeter progress = new ProgressMeter(log, job.label(), "pictures", absent.length);
        FrozenPass pass = new FrozenPass(
                session, job.frozen(), job.side(), job.space().description().type());
        int chunk = Batches.SIZE * workers.count(); // until the size of a row is known
        int computed = 0;
        for (int from = 0; from < absent.length; ) {
            Map<Sha256, PixelSource> part = new LinkedHashMap<>();
            for (; from < absent.length && part.size() < chunk; from++) {
                PixelSource source = sources.get(absent[from]);
                Sha256 key = source.key();
                if (space.find(key) == StoredSpace.ABSENT) { // the same picture may be asked for twice
                    part.put(key, source);
                }
            }
            if (!part.isEmpty()) {
                chunk = compute(part, pass, space, progress);
            }
            computed += part.size();
        }
        for (int i : absent) {
            places[i] = space.find(sources.get(i).key());
        }
        return computed;
    }

    /** Computes a chunk and gives the size that the next one should have. */
    private int compute(Map<Sha256, PixelSource> part, FrozenPass pass, StoredSpace space, ProgressMeter progress) {
        List<PixelSource> sources = List.copyOf(part.values());
        List<FrozenPass.Rows> computed = workers.map(Batches.of(sources.size()), batch -> {
            FrozenPass.Rows rows = pass.rows(batch.stream().map(sources::get).toList());
            progress.advance(batch.size());
            return rows;
        });
        FrozenPass.Rows first = computed.get(0);
        space.add(first.shape(), List.copyOf(part.keySet()), concatenate(computed, part.size()));
        return chunk(first.floats());
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
