package io.github.tlmaven.data;

import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which training pictures an epoch visits, and in which order. */
public final class TrainOrder {

    private TrainOrder() {}

    /**
     * A permutation of 0 … size-1 that depends on nothing else.
     *
     * @param seed  the cell's
     * @param epoch counted from 0
     * @param size  number of training pictures
     */
    public static int[] of(long seed, long epoch, int size) {
        return Draws.of(seed, Purpose.ORDER, epoch, "").permutation(size);
    }

    /**
     * As many pictures as there are, with every class equally likely whatever its size: draw i takes a class with equal
     * chances, and then one of its pictures with equal chances, with replacement. Each draw depends on the seed, the
     * epoch and its index only.
     *
     * @param labels of the training pictures
     */
    public static int[] balanced(long seed, long epoch, List<Integer> labels) {
        Map<Integer, List<Integer>> byClass = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            byClass.computeIfAbsent(labels.get(i), key -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> classes = List.copyOf(byClass.values());
        int[] order = new int[labels.size()];
        for (int i = 0; i < order.length; i++) {
            Draws draws = Draws.of(seed, Purpose.ORDER, epoch, "balanced " + i);
            List<Integer> pictures = classes.get(draws.nextInt(classes.size()));
            order[i] = pictures.get(draws.nextInt(pictures.size()));
        }
        return order;
    }
}
