package io.github.tlmaven.worker;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.catalogue.ModelEntry;
import io.github.tlmaven.catalogue.WeightSet;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.PreprocessingJson;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.weights.EmbeddedWeights;
import io.github.tlmaven.weights.RenamedWeights;
import io.github.tlmaven.weights.WeightsFile;
import io.github.tlmaven.weights.WeightsFiles;
import java.nio.file.Path;
import java.util.List;

/** Opens what the pom's {@code <weights>} stands for, for an architecture of the catalogue. */
final class WeightsOpener {

    /** Stands for a licence that nobody stated. */
    static final String UNKNOWN = "unknown";

    private final RunRequest request;
    private final List<String> classes;
    private final Log log;

    /**
     * @param request holds where fetched files lie
     * @param classes of the dataset, in the order of the outputs
     */
    WeightsOpener(RunRequest request, List<String> classes, Log log) {
        this.request = request;
        this.classes = List.copyOf(classes);
        this.log = log;
    }

    /**
     * Opens the weights of an experiment; the caller closes them.
     *
     * @throws WeightsException if their file is not there, cannot be read, or has another digest than it must have
     */
    StartingWeights open(Experiment experiment) {
        ModelEntry entry = Catalogue.model(experiment.model().name());
        WeightsSource source = experiment.model().weights();
        if (source instanceof WeightsSource.Default) {
            return published(experiment, entry.defaultWeights());
        }
        if (source instanceof WeightsSource.Published named) {
            return published(experiment, entry.weights(named.set()).orElseThrow());
        }
        if (source instanceof WeightsSource.None) {
            return new RandomWeights(entry.defaultWeights().preprocessing());
        }
        if (source instanceof WeightsSource.LocalFile file) {
            return custom(experiment, request.workspace().resolve(file.path()), entry);
        }
        return custom(experiment, fetched(request, experiment).path(), entry);
    }

    private StartingWeights published(Experiment experiment, WeightSet set) {
        WeightsFile file;
        if (set.isEmbedded()) {
            file = EmbeddedWeights.open(set);
        } else {
            file = WeightsFiles.open(fetched(request, experiment).path());
            requireDigest(file, set.sha256());
        }
        StartingWeights.Description description =
                new StartingWeights.Description(file.digest().hex(), set.source(), set.licence());
        return new FileWeights(file, description, set.preprocessing(), classes, log);
    }

    private StartingWeights custom(Experiment experiment, Path path, ModelEntry entry) {
        ModelSpec model = experiment.model();
        WeightsFile opened = WeightsFiles.open(path);
        requireDigest(opened, model.weights().sha256().orElse(""));
        WeightsFile file = RenamedWeights.of(opened, model.renames());
        StartingWeights.Description description = new StartingWeights.Description(
                file.digest().hex(),
                model.weights().text(),
                file.metadata().getOrDefault(ModelMetadata.LICENCE, UNKNOWN));
        return new FileWeights(file, description, preprocessing(file, entry), classes, log);
    }

    /**
     * The file that was fetched for an experiment.
     *
     * @throws WeightsException if none was
     */
    static FetchedFile fetched(RunRequest request, Experiment experiment) {
        return request.fetched(experiment)
                .orElseThrow(() -> new WeightsException(
                        "The weights " + experiment.model().weights().text() + " of " + experiment.id()
                                + " were not fetched.",
                        "run the goal through Maven, which fetches them before it starts this process."));
    }

    private static void requireDigest(WeightsFile file, String expected) {
        try {
            requireDigest(file.origin(), file.digest().hex(), expected);
        } catch (WeightsException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Compares a digest with the one that a file must have.
     *
     * @param expected its first digits, or all; empty where nothing is asked
     * @throws WeightsException if they differ
     */
    static void requireDigest(String origin, String actual, String expected) {
        if (!actual.startsWith(expected)) {
            throw new WeightsException(
                    "Weights " + origin + " have SHA-256 " + actual + ", expected " + expected
                            + (expected.length() < actual.length() ? "…" : ""),
                    "remove the file, so that it is fetched again; or correct <sha256>.");
        }
    }

    /** Our own files say how their pictures were prepared; for others, what the model's default weights want is likely. */
    private Preprocessing preprocessing(WeightsFile file, ModelEntry entry) {
        String stated = file.metadata().get(ModelMetadata.PREPROCESSING);
        if (stated != null) {
            try {
                return PreprocessingJson.read(stated);
            } catch (MalformedException e) {
                log.warn(file.origin() + ": its metadata '" + ModelMetadata.PREPROCESSING + "' cannot be read and is "
                        + "not used: " + e.getMessage());
            }
        }
        return entry.defaultWeights().preprocessing();
    }
}
