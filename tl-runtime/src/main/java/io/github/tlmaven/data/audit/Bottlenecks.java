package io.github.tlmaven.data.audit;

import java.util.Arrays;

/**
 * Things that are joined one pair after the other, and when two of them came together. These are disjoint sets by size
 * whose paths are kept (Tarjan and van Leeuwen, 1984): on the way up each join is later than the one before, so the join
 * that brought two together is the last one on the path between them. Looking one up takes a logarithmic number of steps.
 */
final class Bottlenecks {

    /** Stands for two that were joined from the outset, or are one. */
    static final int JOINED = -1;

    /** Stands for two that are not connected. */
    static final int APART = Integer.MAX_VALUE;

    private final int[] parents;
    private final int[] sizes;

    /** Number of the join with the parent; {@link #APART} where there is none. */
    private final int[] joins;

    /** Things that are joined from the outset, or each by itself. */
    Bottlenecks(Groups joined) {
        int count = joined.count();
        this.parents = new int[count];
        this.sizes = new int[count];
        this.joins = new int[count];
        Arrays.setAll(parents, thing -> thing);
        Arrays.fill(sizes, 1);
        Arrays.fill(joins, APART);
        for (int thing = 0; thing < count; thing++) {
            join(thing, joined.root(thing), JOINED);
        }
    }

    /**
     * Joins two; false where they were connected already.
     *
     * @param number of the join, never below that of an earlier one
     */
    boolean join(int one, int other, int number) {
        int first = root(one);
        int second = root(other);
        if (first == second) {
            return false;
        }
        int child = sizes[first] < sizes[second] ? first : second;
        int parent = child == first ? second : first;
        parents[child] = parent;
        joins[child] = number;
        sizes[parent] += sizes[child];
        return true;
    }

    /** Number of the join that connected two, {@link #JOINED} or {@link #APART}. */
    int between(int one, int other) {
        int first = one;
        int second = other;
        int latest = JOINED;
        while (first != second && latest != APART) {
            if (joins[first] <= joins[second]) {
                latest = joins[first];
                first = parents[first];
            } else {
                latest = joins[second];
                second = parents[second];
            }
        }
        return latest;
    }

    private int root(int thing) {
        int at = thing;
        while (parents[at] != at) {
            at = parents[at];
        }
        return at;
    }
}
