package io.github.tlmaven.features;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.ProgressMeter;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.MissingRows.Missing;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One pass over pictures, which stores their activations at every boundary where they are missing. It goes chunk by chunk;
 * a chunk is whole in memory before it is written.
 */
final class StoringPass {

    /** Batches of each worker in a chunk: what is lost when the process is killed. */
    private static final int CHUNK_BATCHES = 16;

    /** Of a chunk's rows at all boundaries together; those near the input have megabytes for each picture. */
    private static final long CHUNK_BYTES = 16L << 20;

    private final FrozenPass pass;
    private final Workers workers;
    private final ProgressMeter progress;

    /** Numbers in a row, where one was computed. */
    private final Map<Cut, Long> rowFloats = new HashMap<>();

    /** A pass that has stored nothing yet. */
    StoringPass(FrozenPass pass, Workers workers, ProgressMeter progress) {
        this.pass = pass;
        this.workers = workers;
        this.progress = progress;
    }

    /**
     * Computes and stores the rows of some pictures.
     *
     * @param group pictures whose rows are missing at the same boundaries, one at least
     */
    void store(List<Missing> group) {
        List<Cut> cuts = group.get(0).cuts();
        for (int from = 0; from < group.size(); ) {
            int to = Math.min(group.size(), from + chunk(cuts));
            storeChunk(cuts, group.subList(from, to));
            from = to;
        }
    }

    /** Pictures of a chunk: whole batches, and one for each worker at least. */
    private int chunk(List<Cut> cuts) {
        long batches = 0;
        if (rowFloats.keySet().containsAll(cuts)) {
            long floats = cuts.stream()
                    .mapToLong(cut -> rowFloats.getOrDefault(cut, 0L))
                    .sum();
            batches = Math.min(
                    (long) CHUNK_BATCHES * workers.count(), CHUNK_BYTES / (floats * Float.BYTES * Batches.SIZE));
        }
        return Batches.SIZE * (int) Math.max(workers.count(), batches);
    }

    private void storeChunk(List<Cut> cuts, List<Missing> chunk) {
        List<Integer> boundaries = cuts.stream().map(Cut::boundary).toList();
        List<List<FrozenPass.Rows>> computed = workers.map(Batches.of(chunk.size()), batch -> {
            List<PixelSource> sources =
                    batch.stream().map(item -> chunk.get(item).source()).toList();
            List<FrozenPass.Rows> rows = pass.rows(sources, boundaries);
            progress.advance(batch.size());
            return rows;
        });
        List<Sha256> keys = chunk.stream().map(Missing::key).toList();
        for (int i = 0; i < cuts.size(); i++) {
            int number = i;
            List<FrozenPass.Rows> rows =
                    computed.stream().map(batch -> batch.get(number)).toList();
            FrozenPass.Rows first = rows.get(0);
            cuts.get(i).space().add(first.shape(), keys, concatenate(rows, keys.size()));
            rowFloats.put(cuts.get(i), first.floats());
        }
    }

    private static FloatBuffer concatenate(List<FrozenPass.Rows> parts, int rows) {
        FloatBuffer all = FloatBuffer.allocate(Math.toIntExact(parts.get(0).floats() * rows));
        parts.forEach(part -> all.put(part.values()));
        return all.flip();
    }
}
