package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Plan;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** A goal that trains or judges experiments. */
abstract class AbstractExperimentMojo extends AbstractComputingMojo {

    private static final double GIB = 1L << 30;

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
        long cacheLimit = cacheLimit(cacheSize);
        List<Experiment> chosen = chosen(plan).stream().filter(this::concerns).toList();
        if (chosen.isEmpty()) {
            getLog().info("No experiment is for tl:" + goal().keyword() + "; nothing to do.");
            return;
        }
        List<Experiment> needed = goal().audits() ? withAudited(plan, chosen) : chosen;
        InputFiles.check(plan, needed, project().getBasedir().toPath());
        checkInputs(plan, chosen);
        work(plan, fetchWeights(needed), fetchArchives(plan), new Effort(cores(), cacheLimit, force));
    }

    /** In bytes; 0 for none. */
    static long cacheLimit(double cacheSize) {
        if (!(cacheSize >= 0)) { // or no number at all
            throw new ConfigurationException(
                    "<cacheSize> (tl.cacheSize) must be 0 or more, was " + cacheSize + ".",
                    "write how many GiB of stored features may be left in the cache, or 0 for no limit.");
        }
        return (long) Math.ceil(cacheSize * GIB); // a part of a byte is not 0, which would be no limit
    }
}
