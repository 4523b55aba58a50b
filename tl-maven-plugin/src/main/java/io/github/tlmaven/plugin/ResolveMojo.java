package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.Mebibytes;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.WeightsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Fetches what the other goals need and is not on this machine yet: the worker's jars, PyTorch's native library, the
 * experiments' weights and archives of pictures. Afterwards {@code mvn -o} works.
 */
@Mojo(name = "resolve", threadSafe = true)
public final class ResolveMojo extends AbstractWorkerMojo {

    /** A download needs no more. */
    private static final int CORES = 1;

    /** Called by Maven. */
    @Inject
    public ResolveMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
        super(repositorySystem, toolchains);
    }

    @Override
    Goal goal() {
        return Goal.RESOLVE;
    }

    /** Whether only the worker can fetch the weights, since DJL's own loader does. */
    private static boolean concernsWorker(Experiment candidate) {
        return candidate.model().weights() instanceof WeightsSource.DjlZoo;
    }

    @Override
    void run(Plan plan) throws WorkerFailedException, InterruptedException {
        List<Experiment> needed = withAudited(plan, chosen(plan));
        List<Path> jars = classpath();
        getLog().info("The worker's class path: " + jars.size() + " jars, "
                + Mebibytes.of(jars.stream().mapToLong(ResolveMojo::size).sum()));
        Map<String, FetchedFile> fetched = fetchWeights(needed);
        for (Experiment experiment : needed) {
            getLog().info("Weights of " + experiment.id() + ": " + describe(experiment, fetched));
        }
        fetchArchives(plan).forEach((set, archive) -> getLog().info("Pictures of " + set + ": " + describe(archive)));
        if (needed.stream().anyMatch(ResolveMojo::concernsWorker)) {
            work(plan, fetched, Map.of(), new Effort(CORES, 0, false));
        }
    }

    private static String describe(Experiment experiment, Map<String, FetchedFile> fetched) {
        FetchedFile file = fetched.get(experiment.id());
        if (file != null) {
            return describe(file);
        }
        WeightsSource source = experiment.model().weights();
        String why = source instanceof WeightsSource.DjlZoo ? "fetched by the worker" : "nothing to fetch";
        return source.text() + ", " + why;
    }

    private static String describe(FetchedFile file) {
        return file.path() + ", " + Mebibytes.of(size(file.path()));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read " + file + ": " + e.getMessage(), "make it readable, or remove it and run again.", e);
        }
    }
}
