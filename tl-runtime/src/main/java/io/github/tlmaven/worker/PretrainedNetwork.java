package io.github.tlmaven.worker;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.weights.EmbeddedWeights;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsFile;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.ModelCatalogue;
import io.github.tlmaven.zoo.PretrainedWeights;
import io.github.tlmaven.zoo.StateDict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of the catalogue with a head for the dataset's classes, and the weights it starts from.
 *
 * @param architecture with the new head
 * @param weights      what it is loaded from
 */
record PretrainedNetwork(Architecture architecture, PretrainedWeights weights) {

    static PretrainedNetwork of(String model, int classes) {
        ModelCatalogue.Model entry = ModelCatalogue.model(model);
        return new PretrainedNetwork(entry.architecture().apply(classes), entry.weights());
    }

    BoundaryFeatures.Network network(StateDict tensors) {
        return new BoundaryFeatures.Network(architecture, tensors, weights.preprocessing());
    }

    /** Everything below the classifier. */
    StateDict load(NDManager owner) {
        try (SafetensorsFile file = EmbeddedWeights.open(weights)) {
            return NetworkLoader.loadBelowClassifier(file, architecture, owner);
        }
    }

    /** A trained cell, whole. */
    StateDict load(Path model, NDManager owner) {
        try (SafetensorsFile file = SafetensorsFile.open(model)) {
            return NetworkLoader.load(file, architecture, owner);
        }
    }

    /** What stands in the header of a model file, so that it can be used without anything else. */
    Map<String, String> metadata(List<String> classes) {
        Preprocessing preprocessing = weights.preprocessing();
        Map<String, Object> steps = new LinkedHashMap<>();
        steps.put("resize", preprocessing.resize());
        steps.put("interpolation", preprocessing.interpolation().keyword());
        steps.put("crop", preprocessing.crop());
        steps.put("mean", preprocessing.mean());
        steps.put("std", preprocessing.std());
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put("architecture", architecture.name());
        metadata.put("classes", Json.writeCompact(classes));
        metadata.put("preprocessing", Json.writeCompact(steps));
        metadata.put("base_weights", weights.source());
        metadata.put("base_weights_license", weights.licence());
        return metadata;
    }
}
