package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.audit.Finding.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A picture in its set, with what is remembered of it.
 *
 * @param set     part or evaluation set
 * @param picture in it
 * @param print   of its pixels
 */
record Sample(String set, Picture picture, Fingerprint print) {

    /** Whether models learn from its set, or are chosen by it. */
    boolean isLearned() {
        return set.equals(Dataset.TRAIN) || set.equals(Dataset.VALIDATION);
    }

    /** Whether a model that has met one of two pictures could be judged, or chosen, by the other. */
    boolean leaksTo(Sample other) {
        return !set.equals(other.set) && (isLearned() || other.isLearned());
    }

    Place place(List<String> classes) {
        return new Place(set, picture.path(), classes.get(picture.label()), Optional.of(picture));
    }

    /** Pictures by set: train, validation and test, then the evaluation sets. */
    static Map<String, List<Picture>> sets(Dataset dataset) {
        Map<String, List<Picture>> sets = new LinkedHashMap<>();
        sets.put(Dataset.TRAIN, dataset.train());
        sets.put(Dataset.VALIDATION, dataset.validation());
        sets.putAll(dataset.judged());
        return sets;
    }

    /** All pictures in the order of {@link #sets}. */
    static List<Sample> all(Dataset dataset, Fingerprints prints) {
        List<Sample> samples = new ArrayList<>();
        sets(dataset)
                .forEach((set, pictures) ->
                        pictures.forEach(picture -> samples.add(new Sample(set, picture, prints.of(picture)))));
        return samples;
    }
}
