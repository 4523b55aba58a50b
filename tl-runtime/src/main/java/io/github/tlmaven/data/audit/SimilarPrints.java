package io.github.tlmaven.data.audit;

import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.ProgressMeter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pairs of fingerprints of pictures that look alike: their hashes are near, which finds candidates, and their
 * thumbnails agree, which decides. The work for one picture has a bound, so time rises as the number of pictures does,
 * however alike they are.
 */
final class SimilarPrints {

    /**
     * Largest difference of a colour in a cell of the thumbnails, of 255. Copies of half the size stay below 35; different
     * drawings of one thing, alike in all but a detail, begin at 79.
     */
    private static final int MAX_DIFFERENCE = 48;

    /** Most candidates of one picture that are compared by thumbnails, the nearest by hash. */
    private static final int MAX_CANDIDATES = 64;

    private final List<Fingerprint> prints;
    private final double minSimilarity;
    private final Log log;
    private final HashIndex index;

    SimilarPrints(List<Fingerprint> prints, double minSimilarity, Log log) {
        this.prints = prints;
        this.log = log;
        this.minSimilarity = minSimilarity;
        this.index = new HashIndex(
                prints.stream().mapToLong(Fingerprint::hash).toArray(),
                prints.stream()
                        .mapToInt(print -> print.thumbnail().brightness())
                        .toArray());
    }

    /** Takes a pair. */
    @FunctionalInterface
    interface Consumer {
        /** Indices of a print and of an earlier one, and the correlation of their thumbnails. */
        void accept(int index, int earlier, double similarity);
    }

    private record Partner(int index, double similarity) {}

    /** All pairs, by their later print, then by similarity, the most similar first. */
    void forEach(Consumer consumer) {
        ProgressMeter meter = new ProgressMeter(log, "audit: comparing", "pictures", prints.size());
        for (int i = 0; i < prints.size(); i++) {
            for (Partner partner : partners(i)) {
                consumer.accept(i, partner.index(), partner.similarity());
            }
            meter.advance(1);
        }
    }

    private List<Partner> partners(int i) {
        Nearest nearest = new Nearest();
        index.earlierNear(i, nearest);
        List<Partner> partners = new ArrayList<>();
        Thumbnail own = prints.get(i).thumbnail();
        for (int candidate : nearest.indices()) {
            Thumbnail other = prints.get(candidate).thumbnail();
            if (own.isWithin(MAX_DIFFERENCE, other)) {
                double similarity = own.correlation(other);
                if (similarity >= minSimilarity) {
                    partners.add(new Partner(candidate, similarity));
                }
            }
        }
        partners.sort(Comparator.comparingDouble(Partner::similarity).reversed().thenComparingInt(Partner::index));
        return partners;
    }

    /** Keeps the first candidates at each distance. */
    private static final class Nearest implements HashIndex.Consumer {

        private final List<List<Integer>> byDistance = new ArrayList<>();

        private Nearest() {
            for (int distance = 0; distance <= HashIndex.RADIUS; distance++) {
                byDistance.add(new ArrayList<>(0));
            }
        }

        @Override
        public void accept(int index, int distance) {
            List<Integer> same = byDistance.get(distance);
            if (same.size() < MAX_CANDIDATES) {
                same.add(index);
            }
        }

        private List<Integer> indices() {
            return byDistance.stream()
                    .flatMap(List::stream)
                    .limit(MAX_CANDIDATES)
                    .toList();
        }
    }
}
