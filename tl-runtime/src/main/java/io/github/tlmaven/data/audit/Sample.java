package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.audit.Finding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * A picture in its set, with what is remembered of it.
 *
 * @param set     part, fold or evaluation set
 * @param learned whether models learn from the set, or are chosen by it
 * @param picture in it
 * @param print   of its pixels
 */
record Sample(String set, boolean learned, Picture picture, Fingerprint print) {

    /** Whether a model that has met one of two pictures could be judged, or chosen, by the other. */
    boolean leaksTo(Sample other) {
        return !set.equals(other.set) && (learned || other.learned);
    }

    /** The first of some samples and of others that stand to each other in a way; empty where none do. */
    static List<Sample> firstPair(List<Sample> some, List<Sample> others, BiPredicate<Sample, Sample> way) {
        for (Sample one : some) {
            for (Sample other : others) {
                if (way.test(one, other)) {
                    return List.of(one, other);
                }
            }
        }
        return List.of();
    }

    Place place(List<String> classes) {
        return new Place(set, picture.path(), classes.get(picture.label()), Optional.of(picture));
    }

    /** All pictures in the order of their sets. */
    static List<Sample> all(PartedDataset dataset, Fingerprints prints) {
        List<Sample> samples = new ArrayList<>();
        dataset.sets()
                .forEach((set, pictures) -> pictures.forEach(
                        picture -> samples.add(new Sample(set, dataset.isLearned(set), picture, prints.of(picture)))));
        return samples;
    }
}
