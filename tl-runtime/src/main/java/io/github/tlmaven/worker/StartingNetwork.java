package io.github.tlmaven.worker;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.features.FrozenNetwork;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsFile;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the cells of an experiment start from: a network with a head for the dataset's classes, and its first numbers.
 *
 * @param model         name of the architecture, as it stands in files
 * @param architecture  with the new head
 * @param weights       closed with this
 * @param preprocessing of the weights, with what the pom states in its place
 * @param featureType   in which activations of a frozen part are kept
 */
record StartingNetwork(
        String model,
        Architecture architecture,
        StartingWeights weights,
        Preprocessing preprocessing,
        FeatureType featureType)
        implements AutoCloseable {

    FrozenNetwork network(StateDict tensors) {
        return new FrozenNetwork(architecture, tensors, preprocessing, featureType);
    }

    /** The numbers that a cell starts with; all but the head's, unless the weights' own could be kept. */
    StateDict load(long seed, Bench bench) {
        return weights.load(architecture, seed, bench.session().newManager(), bench.workers());
    }

    /** A trained cell, whole. */
    StateDict load(Path file, NDManager owner) {
        try (SafetensorsFile trained = SafetensorsFile.open(file)) {
            return NetworkLoader.PLAIN.whole(trained, architecture, owner);
        }
    }

    /** What stands in the header of a model file. */
    Map<String, String> metadata(List<String> classes) {
        Map<String, String> metadata = ModelMetadata.of(model, classes, preprocessing, weights.description());
        metadata.putAll(weights.metadata());
        return metadata;
    }

    @Override
    public void close() {
        weights.close();
    }
}
