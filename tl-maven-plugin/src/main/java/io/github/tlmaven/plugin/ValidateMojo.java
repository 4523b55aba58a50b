package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Plan;
import java.util.List;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Reads and checks the whole configuration, and looks whether pictures' folders and weights' files are there, in about a
 * second. Where the pom has {@code <dataset><audit>}, it looks at every picture, too, as the goals that train do;
 * where that names features to compare, it computes them.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class ValidateMojo extends AbstractComputingMojo {

    private static final String AUDIT = "audit";

    /** Called by Maven. */
    @Inject
    public ValidateMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
        super(repositorySystem, toolchains);
    }

    @Override
    Goal goal() {
        return Goal.VALIDATE;
    }

    @Override
    void run(Plan plan) throws WorkerFailedException, InterruptedException {
        InputFiles.check(plan, plan.experiments(), project().getBasedir().toPath());
        String experimentIds = plan.experiments().stream().map(Experiment::id).collect(Collectors.joining(", "));
        getLog().info("The configuration is valid. Experiments: " + experimentIds + "; seeds: "
                + plan.seeds().size()
                + "; evaluation sets: " + String.join(", ", plan.judgedOn()) + "; gates: "
                + plan.gates().size());
        if (isAuditGiven()) {
            work(plan, fetchWeights(withAudited(plan, List.of())), fetchArchives(plan), new Effort(cores(), 0, false));
        }
    }

    /** An empty element counts: it asks for the audit with all its defaults. */
    private boolean isAuditGiven() {
        return dataset != null && dataset.getChild(AUDIT, false) != null;
    }
}
