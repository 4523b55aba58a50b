package io.github.tlmaven.data.audit;

import java.util.stream.IntStream;

/** Things in groups that grow together: disjoint sets, with paths halved (Tarjan and van Leeuwen, 1984). */
final class Groups {

    private final int[] parents;

    /** Each thing by itself, named by a number from 0. */
    Groups(int count) {
        this.parents = IntStream.range(0, count).toArray();
    }

    /** Puts two into one group; false where they were in one already. */
    boolean join(int one, int other) {
        int first = root(one);
        int second = root(other);
        parents[Math.max(first, second)] = Math.min(first, second);
        return first != second;
    }

    /** Number of the things. */
    int count() {
        return parents.length;
    }

    /** The one that stands for a thing's group: the same for all of a group, until that grows. */
    int root(int one) {
        int at = one;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
