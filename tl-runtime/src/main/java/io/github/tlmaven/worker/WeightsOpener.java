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
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
        if (set.isEmbedded()) {
            return weights(EmbeddedWeights.open(set), set.source(), set.licence(), set.preprocessing());
        }
        FetchedFile fetched = fetched(request, experiment);
        WeightsFile file = WeightsFiles.open(fetched.path());
        return closedUnlessWhole(file::close, () -> {
            requireDigest(file.origin(), file.digest().hex(), set.sha256());
            requireDigest(file.origin(), file.digest().hex(), fetched.sha256());
            return weights(file, set.source(), set.licence(), set.preprocessing());
        });
    }

    private StartingWeights custom(Experiment experiment, Path path, ModelEntry entry) {
        ModelSpec model = experiment.model();
        WeightsFile file = WeightsFiles.open(path);
        return closedUnlessWhole(file::close, () -> {
            String digest = file.digest().hex();
            requireDigest(file.origin(), digest, model.weights().sha256().orElse(""));
            Optional<WeightSet> set = entry.weights().stream()
                    .filter(each -> digest.startsWith(each.sha256()))
                    .findFirst();
            String licence = file.metadata()
                    .getOrDefault(
                            ModelMetadata.LICENCE, set.map(WeightSet::licence).orElse(UNKNOWN));
            Preprocessing preprocessing = preprocessing(file, set.orElse(null), entry.defaultWeights());
            return weights(
                    RenamedWeights.of(file, model.renames()), model.weights().text(), licence, preprocessing);
        });
    }

    private StartingWeights weights(WeightsFile file, String source, String licence, Preprocessing preprocessing) {
        StartingWeights.Description description =
                new StartingWeights.Description(file.digest().hex(), source, licence);
        return new FileWeights(file, description, preprocessing, classes, log);
    }

    /** What is made of something open, which is closed where that fails. */
    static <T> T closedUnlessWhole(Runnable close, Supplier<T> rest) {
        boolean whole = false;
        try {
            T made = rest.get();
            whole = true;
            return made;
        } finally {
            if (!whole) {
                close.run();
            }
        }
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

    /** As the file says, as the set that it is was published with, or else as the model's default set. */
    private Preprocessing preprocessing(WeightsFile file, @Nullable WeightSet published, WeightSet usual) {
        String stated = file.metadata().get(ModelMetadata.PREPROCESSING);
        if (stated != null) {
            try {
                return PreprocessingJson.read(stated);
            } catch (MalformedException e) {
                throw new WeightsException(
                        "Weights " + file.origin() + ": the metadata '" + ModelMetadata.PREPROCESSING
                                + "' cannot be read: " + e.getMessage(),
                        "write it as docs/files.md says, or remove it from the file and state <preprocessing>.",
                        e);
            }
        }
        if (published != null) {
            return published.preprocessing();
        }
        log.info(file.origin() + ": pictures are prepared as for " + usual.source()
                + ", since the file does not say how its own were; <preprocessing> states it");
        return usual.preprocessing();
    }
}
