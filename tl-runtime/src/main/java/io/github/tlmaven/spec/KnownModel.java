package io.github.tlmaven.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the parser must know of a model to check a pom.
 *
 * @param name         its one name, whatever the pom's spelling
 * @param weightSets   the published sets by name, each with the preprocessing that belongs to it; the default first. Empty
 *                     for a model that brings its own weights
 * @param minimumInput smallest side of a picture, in pixels
 * @param boundaries   names of the stages from the input to the head; empty where nobody knows them
 * @param lastBlock    the boundary at which fine-tuning of the last block begins; empty where nobody knows it
 */
public record KnownModel(
        String name,
        Map<String, Preprocessing> weightSets,
        int minimumInput,
        List<String> boundaries,
        String lastBlock) {

    /** A TorchScript file, whose architecture nobody knows beforehand. */
    static final KnownModel TORCHSCRIPT = new KnownModel(ModelSpec.TORCHSCRIPT, Map.of(), 1, List.of(), "");

    /** Copies the collections, keeping their order. */
    public KnownModel {
        weightSets = Collections.unmodifiableMap(new LinkedHashMap<>(weightSets));
        boundaries = List.copyOf(boundaries);
        Checks.require(minimumInput >= 1, "minimumInput", minimumInput, "1 or more");
    }

    /** The preprocessing that comes with weights; nothing where only their file can tell. */
    Optional<Preprocessing> preprocessing(WeightsSource weights) {
        if (weights instanceof WeightsSource.Published published) {
            return Optional.ofNullable(weightSets.get(published.set()));
        }
        boolean published = weights instanceof WeightsSource.Default || weights instanceof WeightsSource.None;
        return published ? weightSets.values().stream().findFirst() : Optional.empty();
    }
}
