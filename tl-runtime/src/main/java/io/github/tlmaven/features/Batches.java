package io.github.tlmaven.features;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fixed batches of evaluation. A linear layer's bits depend on the size of its batch, so the last batch is filled up
 * with its own first picture, whose surplus results are dropped.
 */
public final class Batches {

    /** Pictures in a batch: the fastest size with one thread, and large enough for a linear layer's bits. */
    public static final int SIZE = 4;

    private Batches() {}

    /** Indices 0 … count-1 in batches of {@link #SIZE}; the last one may be shorter. */
    public static List<List<Integer>> of(int count) {
        List<List<Integer>> batches = new ArrayList<>();
        for (int from = 0; from < count; from += SIZE) {
            batches.add(
                    IntStream.range(from, Math.min(from + SIZE, count)).boxed().toList());
        }
        return batches;
    }

    /** The batch with its first item repeated up to {@link #SIZE}. */
    public static <T> List<T> filled(List<T> batch) {
        List<T> full = new ArrayList<>(batch);
        while (full.size() < SIZE) {
            full.add(batch.get(0));
        }
        return full;
    }
}
