package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** A goal whose worker has so much to compute that the number of cores matters. */
abstract class AbstractComputingMojo extends AbstractWorkerMojo {

    /**
     * How many cores to use; all unless given. It changes the time and not the results.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.threads")
    protected @Nullable Integer threads;

    AbstractComputingMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
        super(repositorySystem, toolchains);
    }

    /** How many cores to use, 1 or more. */
    final int cores() {
        int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (cores < 1) {
            throw new ConfigurationException(
                    "<threads> (tl.threads) must be 1 or more, was " + cores + ".",
                    "leave it out to use all cores, or name how many to use.");
        }
        return cores;
    }
}
