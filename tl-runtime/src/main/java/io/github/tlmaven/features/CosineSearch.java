package io.github.tlmaven.features;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.ProgressMeter;
import io.github.tlmaven.engine.Workers;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds rows that point in nearly the same direction. All are compared with all, as products of blocks of one size, each
 * on one thread: cosines have the same bits for any number of workers. A worker holds two blocks and their product,
 * however many rows there are.
 */
public final class CosineSearch {

    /** Large enough for a product to cost far more than reading its rows; a product takes 4 MiB. */
    static final int BLOCK_ROWS = 1024;

    /** Wider rows make smaller blocks: 8 MiB of rows. */
    private static final int BLOCK_FLOATS = 1 << 21;

    private final EngineSession session;
    private final Workers workers;
    private final Log log;

    /** A search on a session's device. */
    public CosineSearch(EngineSession session, Workers workers, Log log) {
        this.session = session;
        this.workers = workers;
        this.log = log;
    }

    /** Takes a pair. */
    @FunctionalInterface
    public interface Pairs {
        /**
         * Is called for one pair at a time.
         *
         * @param one    index of a row
         * @param other  index of a later row
         * @param cosine of the two, at most 1
         */
        void accept(int one, int other, float cosine);
    }

    /**
     * Hands on all pairs of rows with a cosine of at least a limit, always in the same order. A row without a direction,
     * all zeros or with a value that is not finite, is in no pair; nor is one whose length a float cannot hold.
     *
     * @param label     begins log lines
     * @param rows      N×C, as behind the pooling
     * @param minCosine the limit, above 0
     */
    public void forEach(String label, EvaluationInputs rows, double minCosine, Pairs pairs) {
        List<RowBlock> blocks = blocks(rows);
        float[] scales = scales(rows, blocks);
        List<BlockProduct> products = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            for (RowBlock other : blocks.subList(i, blocks.size())) {
                products.add(new BlockProduct(blocks.get(i), other));
            }
        }
        long all = (long) rows.size() * (rows.size() - 1) / 2;
        ProgressMeter progress = new ProgressMeter(log, label, "pairs", all);
        workers.mapInOrder(products, product -> product.near(session, scales, minCosine), near -> {
            near.handOn(pairs);
            progress.advance(near.product().pairs());
        });
    }

    private List<RowBlock> blocks(EvaluationInputs rows) {
        if (rows.size() == 0) {
            return List.of();
        }
        int width;
        try (NDManager manager = session.newManager()) {
            width = Math.toIntExact(rows.batch(List.of(0), manager).size());
        }
        int size = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_FLOATS / width));
        return IntStream.iterate(0, from -> from < rows.size(), from -> from + size)
                .mapToObj(from -> new RowBlock(rows, from, Math.min(size, rows.size() - from)))
                .toList();
    }

    /** What makes the length of each row 1. */
    private float[] scales(EvaluationInputs rows, List<RowBlock> blocks) {
        FloatBuffer scales = FloatBuffer.allocate(rows.size());
        workers.mapInOrder(blocks, block -> block.scales(session), scales::put);
        return scales.array();
    }
}
