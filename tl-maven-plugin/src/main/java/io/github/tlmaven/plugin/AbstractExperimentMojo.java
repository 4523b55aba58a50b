package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Plan;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** A goal that trains or judges experiments. */
abstract class AbstractExperimentMojo extends AbstractWorkerMojo {

    private static final double GIB = 1L << 30;

    /**
     * How many cores to use; all unless given. It changes the time and not the results.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.threads")
    protected @Nullable Integer threads;

    /**
     * GiB of stored features that a goal leaves in the cache, in decimals at will; 0 for no limit. Beyond it, features that
     * were used longest ago are removed at the goal's end, and none that a build uses.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.cacheSize", defaultValue = "20")
    protected double cacheSize;

    /**
     * Does again what is up to date.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.force", defaultValue = "false")
    protected boolean force;

    AbstractExperimentMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
        super(repositorySystem, toolchains);
    }

    /** Whether the goal works on an experiment. */
    abstract boolean concerns(Experiment candidate);

    /** Looks whether what earlier goals leave is there. */
    void checkInputs(Plan plan, List<Experiment> chosen) {}

    @Override
    void run(Plan plan) throws WorkerFailedException, InterruptedException {
        List<Experiment> chosen = chosen(plan).stream().filter(this::concerns).toList();
        if (chosen.isEmpty()) {
            getLog().info("No experiment is for tl:" + goal().keyword() + "; nothing to do.");
            return;
        }
        InputFiles.check(plan, chosen, project().getBasedir().toPath());
        checkInputs(plan, chosen);
        work(plan, fetchWeights(chosen), fetchDataset(plan), new Effort(cores(), cacheLimit(), force));
    }

    private long cacheLimit() {
        if (!(cacheSize >= 0)) { // or no number at all
            throw new ConfigurationException(
                    "<cacheSize> (tl.cacheSize) must be 0 or more, was " + cacheSize + ".",
                    "write how many GiB of stored features may be left in the cache, or 0 for no limit.");
        }
        return (long) (cacheSize * GIB);
    }

    private int cores() {
        int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (cores < 1) {
            throw new ConfigurationException(
                    "<threads> (tl.threads) must be 1 or more, was " + cores + ".",
                    "leave it out to use all cores, or name how many to use.");
        }
        return cores;
    }
}
