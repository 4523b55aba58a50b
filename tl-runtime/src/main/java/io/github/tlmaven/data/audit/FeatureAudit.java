package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.spec.AuditKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Pairs of pictures whose features are similar, of those that are not one by their pixels. As many are named as it takes to
 * connect all that are similar, the most similar of them; pairs that would be leakage are connected by themselves, so that
 * every picture that may leak is named. Memory depends on the number of pictures, not on that of pairs.
 */
public final class FeatureAudit {

    private final List<String> classes;
    private final List<List<Sample>> pictures;
    private final SpanningForest leaks;
    private final SpanningForest others;

    /**
     * Without a pair yet.
     *
     * @param pictures for each its samples: one for each set and label
     * @param alike    those that were found to be one, by their number
     * @param leaking  the same, of those alone that are leakage
     */
    FeatureAudit(List<String> classes, List<List<Sample>> pictures, Groups alike, Groups leaking) {
        this.classes = List.copyOf(classes);
        this.pictures = List.copyOf(pictures);
        this.leaks = new SpanningForest(leaking);
        this.others = new SpanningForest(alike);
    }

    /** The pictures to compare: of equal pixels one, of a single colour none. */
    public List<Picture> pictures() {
        return pictures.stream().map(samples -> samples.get(0).picture()).toList();
    }

    /**
     * Takes a pair that is similar. The order of pairs does not matter; not to be called by several threads at once.
     *
     * @param one    number of a picture in {@link #pictures}
     * @param other  number of another one, higher
     * @param cosine of their features, at most 1
     */
    public void add(int one, int other, float cosine) {
        SpanningForest forest = leak(one, other).isEmpty() ? others : leaks;
        forest.add(new SpanningForest.Link(one, other, cosine));
    }

    private List<Sample> leak(int one, int other) {
        return Sample.firstPair(pictures.get(one), pictures.get(other), Sample::leaksTo);
    }

    /** A finding for each pair that is named: those first that would be leakage, and of these and of others the most similar. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (SpanningForest.Link link : leaks.links()) {
            findings.add(finding(
                    leak(link.one(), link.other()),
                    link.strength(),
                    ", in two sets of which one is learned from: leakage, if they show the same"));
        }
        for (SpanningForest.Link link : others.links()) {
            List<Sample> pair = List.of(
                    pictures.get(link.one()).get(0), pictures.get(link.other()).get(0));
            findings.add(finding(pair, link.strength(), ""));
        }
        return findings;
    }

    private Finding finding(List<Sample> pair, float cosine, String consequence) {
        return new Finding(
                AuditKind.SIMILAR_FEATURES,
                pair.stream().map(sample -> sample.place(classes)).toList(),
                OptionalDouble.of(Double.parseDouble(Float.toString(cosine))), // no more digits than it has
                String.format(Locale.ROOT, "similar features, cosine %.3f%s", cosine, consequence));
    }
}
