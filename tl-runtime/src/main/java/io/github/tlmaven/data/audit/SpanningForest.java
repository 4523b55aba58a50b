package io.github.tlmaven.data.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * As few links as connect all that very many links connect, the strongest of them: a maximum spanning forest by Kruskal's
 * algorithm (1956). Links may arrive in any order; those that cannot be part of the forest are dropped on the way, so
 * memory depends on the number of things alone.
 */
final class SpanningForest {

    /** Fewer links are not worth a new forest. */
    private static final int LEAST_WAITING = 1 << 14;

    /** Links between the same things are told apart by their numbers, so that a forest is the only one. */
    private static final Comparator<Link> STRONGEST_FIRST = Comparator.comparingDouble(Link::strength)
            .reversed()
            .thenComparingInt(Link::one)
            .thenComparingInt(Link::other);

    private final Groups joined;
    private final int mostWaiting;
    private final List<Link> waiting = new ArrayList<>();
    private List<Link> links = List.of();
    private Bottlenecks bottlenecks;

    /**
     * Two things, named by numbers from 0, that are linked.
     *
     * @param one      of them
     * @param other    of them, with a higher number
     * @param strength of the link
     */
    record Link(int one, int other, float strength) {}

    /**
     * Without a link yet.
     *
     * @param joined things that are connected from the outset
     */
    SpanningForest(Groups joined) {
        this.joined = joined;
        this.mostWaiting = Math.max(LEAST_WAITING, 2 * joined.count());
        this.bottlenecks = new Bottlenecks(joined);
    }

    /** Takes a link. */
    void add(Link link) {
        if (isWorse(link)) {
            return;
        }
        waiting.add(link);
        if (waiting.size() == mostWaiting) {
            grow();
        }
    }

    /** Whether a path of better links connects the two. */
    private boolean isWorse(Link link) {
        int weakest = bottlenecks.between(link.one(), link.other());
        if (weakest == Bottlenecks.APART) {
            return false;
        }
        return weakest == Bottlenecks.JOINED || STRONGEST_FIRST.compare(links.get(weakest), link) < 0;
    }

    private void grow() {
        List<Link> candidates = new ArrayList<>(links);
        candidates.addAll(waiting);
        candidates.sort(STRONGEST_FIRST);
        waiting.clear();
        List<Link> kept = new ArrayList<>();
        Bottlenecks next = new Bottlenecks(joined);
        for (Link link : candidates) {
            if (next.join(link.one(), link.other(), kept.size())) {
                kept.add(link);
            }
        }
        links = kept;
        bottlenecks = next;
    }

    /** The links of the forest, the strongest first. */
    List<Link> links() {
        grow();
        return List.copyOf(links);
    }
}
