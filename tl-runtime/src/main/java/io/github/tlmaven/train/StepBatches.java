package io.github.tlmaven.train;

import java.util.ArrayList;
import java.util.List;

/** Divides pictures: those of an epoch into steps, those of a step into batches and micro-batches. */
final class StepBatches {

    private StepBatches() {}

    /**
     * An order in batches; the last one may be shorter.
     *
     * @param batchSize      pictures of a step, at least 1
     * @param wholeStatistic whether a step needs the variance over its pictures: a last batch of one then joins the
     *                       batch before it
     */
    static List<List<Integer>> of(List<Integer> order, int batchSize, boolean wholeStatistic) {
        List<List<Integer>> batches = new ArrayList<>();
        int from = 0;
        while (from < order.size()) {
            int to = Math.min(from + batchSize, order.size());
            if (wholeStatistic && to == order.size() - 1) {
                to = order.size();
            }
            batches.add(order.subList(from, to));
            from = to;
        }
        return batches;
    }

    /** Whether {@link #of} makes the last batch of so many pictures larger than the others. */
    static boolean joinsLast(int pictures, int batchSize) {
        return pictures > batchSize && pictures % batchSize == 1;
    }
}
