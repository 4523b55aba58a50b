package io.github.tlmaven.worker;

import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.features.Batches;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.weights.torchscript.DjlModels;
import io.github.tlmaven.weights.torchscript.TorchScriptArchive;
import io.github.tlmaven.weights.torchscript.TorchScriptNetwork;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import java.nio.file.Path;
import java.util.List;

/** Opens what an experiment starts from: an architecture of the catalogue with weights, or a TorchScript file. */
final class NetworkOpener {

    private final Bench bench;
    private final RunRequest request;
    private final List<String> classes;

    /**
     * @param request holds where fetched files lie
     * @param classes of the dataset, in the order of the outputs
     */
    NetworkOpener(Bench bench, RunRequest request, List<String> classes) {
        this.bench = bench;
        this.request = request;
        this.classes = List.copyOf(classes);
    }

    /**
     * Opens the network of an experiment; the caller closes it.
     *
     * @throws ConfigurationException if pictures are prepared to a size that the network cannot take
     * @throws io.github.tlmaven.failure.WeightsException if the weights cannot be read, or are not what they must be
     */
    StartingNetwork open(Experiment experiment) {
        return experiment.model().isTorchScript() ? torchScript(experiment) : ofCatalogue(experiment);
    }

    private StartingNetwork ofCatalogue(Experiment experiment) {
        ModelSpec model = experiment.model();
        Architecture architecture = Architectures.of(model.name(), head(model));
        StartingWeights weights = new WeightsOpener(request, classes, bench.log()).open(experiment);
        return WeightsOpener.closedUnlessWhole(weights::close, () -> {
            Preprocessing preprocessing = model.preprocessing().over(weights.preprocessing());
            requireSizes(experiment, preprocessing, architecture.minInput());
            return new StartingNetwork(model.name(), architecture, weights, preprocessing, experiment.featureType());
        });
    }

    /** The parser checks what stands in the pom; here the numbers of a file are known, too. */
    private static void requireSizes(Experiment experiment, Preprocessing preprocessing, int minInput) {
        int crop = preprocessing.crop();
        int resize = preprocessing.resize();
        if (crop >= minInput && resize >= crop) {
            return;
        }
        String problem = crop < minInput
                ? "a crop of " + crop + " pixels, at least " + minInput + " needed."
                : "a resize to " + resize + " pixels, less than the crop of " + crop + ".";
        throw new ConfigurationException(
                "The pictures of <" + experiment.id() + "> do not suit "
                        + experiment.model().name() + ": " + problem,
                "state other sizes in <preprocessing> of <" + experiment.id() + ">.");
    }

    private Head head(ModelSpec model) {
        HeadSpec head = model.head();
        return new Head(classes.size(), head.dropout(), head.hidden());
    }

    private StartingNetwork torchScript(Experiment experiment) {
        ModelSpec model = experiment.model();
        TorchScriptArchive archive = TorchScriptArchive.open(path(experiment));
        String digest = archive.digest().hex();
        WeightsOpener.requireDigest(
                archive.file().toString(), digest, model.weights().sha256().orElse(""));
        Preprocessing preprocessing = model.preprocessing().over(TorchScriptWeights.USUAL);
        requireSizes(experiment, preprocessing, 1);
        EngineSession session = bench.session();
        Shape pictures = new Shape(Batches.SIZE, Preprocessing.CHANNELS, preprocessing.crop(), preprocessing.crop());
        TorchScriptNetwork network = TorchScriptNetwork.open(archive, pictures, session.newManager());
        StartingWeights weights = new TorchScriptWeights(
                network, new StartingWeights.Description(digest, model.weights().text(), WeightsOpener.UNKNOWN));
        bench.log()
                .info(archive.file() + ": " + network.featureWidth() + " features of the method " + network.method());
        return new StartingNetwork(
                model.name(), network.architecture(head(model)), weights, preprocessing, experiment.featureType());
    }

    private Path path(Experiment experiment) {
        WeightsSource source = experiment.model().weights();
        if (source instanceof WeightsSource.DjlZoo zoo) {
            return DjlModels.published(request.workspace().offline()).resolve(zoo);
        }
        if (source instanceof WeightsSource.LocalFile file) {
            return request.workspace().resolve(file.path());
        }
        return WeightsOpener.fetched(request, experiment).path();
    }
}
