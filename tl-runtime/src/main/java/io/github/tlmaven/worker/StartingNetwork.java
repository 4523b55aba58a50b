package io.github.tlmaven.worker;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsFile;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the cells of an experiment start from: a network with a head for the dataset's classes, and its first numbers.
 *
 * @param architecture  with the new head
 * @param weights       closed with this
 * @param preprocessing of the weights, with what the pom states in its place
 */
record StartingNetwork(Architecture architecture, StartingWeights weights, Preprocessing preprocessing)
        implements AutoCloseable {

    /**
     * Opens the weights of an experiment.
     *
     * @param classes of the dataset, in the order of the outputs
     * @throws ConfigurationException if the pictures are prepared to a size that the network cannot take
     */
    static StartingNetwork open(Experiment experiment, RunRequest request, List<String> classes, WorkerLog log) {
        HeadSpec head = experiment.model().head();
        Architecture architecture = Architectures.of(
                experiment.model().name(), new Head(classes.size(), head.dropout(), head.hidden()));
        StartingWeights weights = new WeightsOpener(request, classes, log).open(experiment);
        Preprocessing preprocessing = experiment.model().preprocessing().over(weights.preprocessing());
        if (preprocessing.crop() < architecture.minInput()) {
            weights.close();
            throw new ConfigurationException(
                    "Pictures of " + preprocessing.crop() + " pixels are too small for " + architecture.name()
                            + ", which needs " + architecture.minInput() + ".",
                    "state a larger <crop> in <preprocessing> of <" + experiment.id() + ">.");
        }
        return new StartingNetwork(architecture, weights, preprocessing);
    }

    BoundaryFeatures.Network network(StateDict tensors) {
        return new BoundaryFeatures.Network(architecture, tensors, preprocessing);
    }

    /** The numbers that a cell starts with; all but the head's, unless the weights' own could be kept. */
    StateDict load(long seed, NDManager owner) {
        return weights.load(architecture, seed, owner);
    }

    /** A trained cell, whole. */
    StateDict load(Path model, NDManager owner) {
        try (SafetensorsFile file = SafetensorsFile.open(model)) {
            return NetworkLoader.load(file, architecture, owner);
        }
    }

    /** What stands in the header of a model file. */
    Map<String, String> metadata(List<String> classes) {
        return ModelMetadata.of(architecture, classes, preprocessing, weights.description());
    }

    @Override
    public void close() {
        weights.close();
    }
}
