package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Strategy;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** Trains the experiments whose strategy is extract: a new head on features that are computed once. */
@Mojo(name = "extract", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class ExtractMojo extends AbstractExperimentMojo {

    /** Called by Maven. */
    @Inject
    public ExtractMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
        super(repositorySystem, toolchains);
    }

    @Override
    Goal goal() {
        return Goal.EXTRACT;
    }

    @Override
    boolean concerns(Experiment candidate) {
        return candidate.strategy() instanceof Strategy.Extract;
    }
}
