package io.github.tlmaven.plugin;

import io.github.tlmaven.download.Downloader;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.Plan;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/** A goal that needs files from Maven repositories or the network: the worker's jars, weights, and pictures. */
abstract class AbstractFetchingMojo extends AbstractTlMojo {

    /** Names a PyTorch that is installed already; DJL reads it. */
    private static final String INSTALLED_PYTORCH = "PYTORCH_LIBRARY_PATH";

    private final RepositorySystem repositorySystem;

    /**
     * Ids of the experiments to work on, with commas between; all unless given.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.experiment")
    protected @Nullable String experiment;

    /**
     * Where downloaded weights, unpacked datasets, computed features and unpacked libraries are kept; projects share it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.cacheDirectory", defaultValue = "${user.home}/.cache/tl-maven-plugin")
    protected @Nullable File cacheDirectory;

    /**
     * Address of a server that is asked for weights in place of all others, as {@code https://mirror.example/weights/}. It
     * must hold the file of {@code https://host/path} at {@code host/path} below its address. Its name and password are
     * taken from the server {@code tl-weights-mirror} in settings.xml. Weights with Maven coordinates are not concerned.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.weightsMirror")
    protected @Nullable String weightsMirror;

    /**
     * Classifier of the native library, as {@code linux-x86_64}; that of this machine unless given.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.nativeClassifier")
    protected @Nullable String nativeClassifier;

    AbstractFetchingMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    /** The experiments that the user asked for. */
    final List<Experiment> chosen(Plan plan) {
        List<String> selected = selected(plan);
        return plan.experiments().stream()
                .filter(candidate -> selected.isEmpty() || selected.contains(candidate.id()))
                .toList();
    }

    /** Some experiments, and the one whose features the audit compares, if it does: its network is opened for that. */
    static List<Experiment> withAudited(Plan plan, List<Experiment> some) {
        List<Experiment> needed = new ArrayList<>(some);
        plan.audited().filter(audited -> !some.contains(audited)).ifPresent(needed::add);
        return needed;
    }

    /** Ids that the user named; none for all experiments. */
    final List<String> selected(Plan plan) {
        List<String> ids = plan.experiments().stream().map(Experiment::id).toList();
        List<String> selected = new ArrayList<>();
        for (String part : experiment == null ? new String[0] : experiment.split(",", -1)) {
            String id = part.strip();
            if (!id.isEmpty()) {
                selected.add(id);
            }
        }
        List<String> unknown = selected.stream().filter(id -> !ids.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(
                    "tl.experiment names what is not configured: " + String.join(", ", unknown) + ".",
                    "choose from " + String.join(", ", ids) + ".");
        }
        return selected;
    }

    /** The jars of a worker, PyTorch's native library last. */
    final List<Path> classpath() {
        PluginVersions versions = PluginVersions.load();
        RuntimeClasspath resolver = new RuntimeClasspath(
                repositorySystem, repositorySession(), project().getRemotePluginRepositories());
        List<Path> files = new ArrayList<>(resolver.runtime(versions));
        String installed = System.getenv(INSTALLED_PYTORCH);
        if (installed != null && !installed.isBlank()) {
            getLog().info("Using the PyTorch in " + installed + ", as " + INSTALLED_PYTORCH + " says.");
        } else {
            files.add(resolver.natives(versions, classifier()));
        }
        return files;
    }

    private String classifier() {
        return nativeClassifier == null
                ? NativeLibraries.classifier(System.getProperty("os.name", ""), System.getProperty("os.arch", ""))
                : nativeClassifier;
    }

    /**
     * The weights of those experiments whose weights are not on this machine by themselves, by experiment's id. What the
     * cache holds is used offline, too.
     */
    final Map<String, FetchedFile> fetchWeights(List<Experiment> experiments) throws InterruptedException {
        Downloader downloader = new Downloader(
                cacheFolder(),
                MavenNetwork.of(
                        repositorySession(),
                        weightsMirror,
                        PluginVersions.load().runtime()),
                new MavenDownloadLog(getLog()));
        return new WeightsFetcher(
                        downloader, artifacts()::resolve, repositorySession().isOffline())
                .fetch(experiments);
    }

    /** Archives of pictures that come from a Maven repository: the dataset's, and those of evaluation sets by name. */
    final Map<String, FetchedFile> fetchArchives(Plan plan) {
        return new DatasetFetcher(artifacts()::resolve).fetch(plan);
    }

    private ArtifactResolver artifacts() {
        return new ArtifactResolver(
                repositorySystem, repositorySession(), project().getRemoteProjectRepositories());
    }

    /** The cache, absolute. */
    final Path cacheFolder() {
        return given(cacheDirectory, "cacheDirectory").toPath().toAbsolutePath();
    }

    private RepositorySystemSession repositorySession() {
        return session().getRepositorySession();
    }
}
