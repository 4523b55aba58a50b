package io.github.tlmaven.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Labelled pictures as they are parted: once, or anew for each fold of a cross-validation. Whatever the parts are, classes,
 * pictures and evaluation sets are the same.
 *
 * @param partings one without folds; with folds as many, and the k-th has fold k as its test part
 */
public record PartedDataset(List<Dataset> partings) {

    /** Copies the list, and checks that there is a parting. */
    public PartedDataset {
        partings = List.copyOf(partings);
        if (partings.isEmpty()) {
            throw new IllegalArgumentException("a dataset is parted at least once");
        }
    }

    /** Whether this is a cross-validation. */
    public boolean isFolded() {
        return partings.size() > 1;
    }

    /** The only parting, or that of a fold, from 1. */
    public Dataset parting(OptionalInt fold) {
        return partings.get(fold.orElse(1) - 1);
    }

    /** Names of the classes; a label is an index into them. */
    public List<String> classes() {
        return partings.get(0).classes();
    }

    /** Pictures that were left out. */
    public List<Dataset.Skipped> skipped() {
        return partings.get(0).skipped();
    }

    /** Number of files that are no pictures. */
    public int ignored() {
        return partings.get(0).ignored();
    }

    /**
     * All pictures, each in one set: train, validation and test, or the folds by their {@link #foldName}; then the
     * evaluation sets.
     */
    public Map<String, List<Picture>> sets() {
        Map<String, List<Picture>> sets = new LinkedHashMap<>();
        if (isFolded()) {
            for (int fold = 1; fold <= partings.size(); fold++) {
                sets.put(foldName(fold), partings.get(fold - 1).test());
            }
        } else {
            sets.put(Dataset.TRAIN, partings.get(0).train());
            sets.put(Dataset.VALIDATION, partings.get(0).validation());
            sets.put(Dataset.TEST, partings.get(0).test());
        }
        sets.putAll(partings.get(0).evaluationSets());
        return Collections.unmodifiableMap(sets);
    }

    /** Whether models learn from a set of {@link #sets}, or are chosen by it; of a fold the other folds' models do. */
    public boolean isLearned(String set) {
        return !set.equals(Dataset.TEST) && !partings.get(0).evaluationSets().containsKey(set);
    }

    /** What a fold is called as a set of pictures. No evaluation set can have that name, which has a blank in it. */
    public static String foldName(int fold) {
        return "fold " + fold;
    }
}
