package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Plan;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/** Reads and checks the whole configuration, and looks whether pictures' folders and weights' files are there, in about a second. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class ValidateMojo extends AbstractTlMojo {

    @Override
    void run(Plan plan) {
        InputFiles.check(plan, plan.experiments(), project().getBasedir().toPath());
        String experimentIds = plan.experiments().stream().map(Experiment::id).collect(Collectors.joining(", "));
        getLog().info("The configuration is valid. Experiments: " + experimentIds + "; seeds: "
                + plan.seeds().size()
                + "; evaluation sets: " + String.join(", ", plan.judgedOn()) + "; gates: "
                + plan.gates().size());
    }
}
