package io.github.tlmaven.plugin;

import io.github.tlmaven.report.GateOutcome;
import io.github.tlmaven.report.Gates;
import io.github.tlmaven.report.JUnitXml;
import io.github.tlmaven.report.Results;
import io.github.tlmaven.spec.Plan;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Fails the build where a gate does not hold or has nothing to judge. Gates are also written as JUnit test cases to
 * {@code target/tl-reports}.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractTlMojo {

    @Override
    void run(Plan plan) throws MojoFailureException {
        if (plan.gates().isEmpty()) {
            getLog().info("No gates are configured; nothing to check.");
            return;
        }
        List<GateOutcome> outcomes = Gates.judge(Results.read(plan, layout()));
        JUnitXml.write(outcomes, plan, layout().root().resolveSibling("tl-reports"));
        for (GateOutcome outcome : outcomes) {
            String line = outcome.word() + " " + outcome.gate().experiment() + ": "
                    + outcome.gate().text() + " (" + outcome.text() + ")";
            if (outcome.passed()) {
                getLog().info(line);
            } else {
                getLog().error(line);
            }
        }
        long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
        if (failed > 0) {
            throw new MojoFailureException(failed + " of " + outcomes.size()
                    + " gates failed; see the lines above, and the report in target/site/tl-report.");
        }
    }
}
