package io.github.tlmaven.plugin;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.catalogue.ModelEntry;
import io.github.tlmaven.catalogue.WeightSet;
import io.github.tlmaven.download.ExpectedDigest;
import io.github.tlmaven.download.RemoteFile;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.WeightsSource;
import java.util.Optional;

/** A weights file that must be fetched before a worker starts. Two experiments that need the same have equal needs. */
sealed interface WeightsNeed {

    /** Where it comes from, for a message. */
    String text();

    /** From the network. */
    record Download(RemoteFile file) implements WeightsNeed {
        @Override
        public String text() {
            return file.uri().toString();
        }
    }

    /**
     * From a Maven repository.
     *
     * @param source its coordinates
     * @param sha256 the digest that the pom states, if it does
     */
    record Artifact(WeightsSource.Artifact source, Optional<String> sha256) implements WeightsNeed {
        @Override
        public String text() {
            return source.coordinates();
        }
    }

    /** What an experiment needs; nothing where its weights are on this machine already or are none. */
    static Optional<WeightsNeed> of(Experiment experiment) {
        WeightsSource source = experiment.model().weights();
        if (source instanceof WeightsSource.Url url) {
            return Optional.of(new Download(
                    new RemoteFile(url.uri(), statedDigest(experiment).map(ExpectedDigest::new))));
        }
        if (source instanceof WeightsSource.Artifact artifact) {
            return Optional.of(new Artifact(artifact, statedDigest(experiment)));
        }
        return publishedSet(experiment.model())
                .flatMap(set -> set.uri().map(uri -> new Download(RemoteFile.of(uri, set.sha256()))));
    }

    /** The digest beside an experiment's weights in the pom. */
    private static Optional<String> statedDigest(Experiment experiment) {
        return experiment.model().weights().sha256();
    }

    private static Optional<WeightSet> publishedSet(ModelSpec model) {
        if (model.weights() instanceof WeightsSource.Published published) {
            return Catalogue.model(model.name()).weights(published.set());
        }
        if (model.weights() instanceof WeightsSource.Default && !model.isTorchScript()) {
            ModelEntry entry = Catalogue.model(model.name());
            return Optional.of(entry.defaultWeights());
        }
        return Optional.empty();
    }
}
