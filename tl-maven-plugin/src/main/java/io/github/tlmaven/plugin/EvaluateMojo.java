package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Strategy;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** Judges every trained model on the test part and on every evaluation set. */
@Mojo(name = "evaluate", defaultPhase = LifecyclePhase.INTEGRATION_TEST, threadSafe = true)
public final class EvaluateMojo extends AbstractExperimentMojo {

    /** Called by Maven. */
    @Inject
    public EvaluateMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
        super(repositorySystem, toolchains);
    }

    @Override
    Goal goal() {
        return Goal.EVALUATE;
    }

    @Override
    boolean concerns(Experiment candidate) {
        return true;
    }

    /** Something must have been trained; what was not is said, and its gates will fail. */
    @Override
    void checkInputs(Plan plan, List<Experiment> chosen) {
        List<String> missing = new ArrayList<>();
        int cells = 0;
        for (Experiment candidate : chosen) {
            for (CellId id : plan.cells(candidate)) {
                cells++;
                if (!Files.exists(layout().cell(id).model())) {
                    missing.add(id.text() + ", trained by tl:" + trainingGoal(candidate));
                }
            }
        }
        if (missing.size() == cells) {
            String separator = System.lineSeparator() + "  - ";
            throw new DataException(
                    "There is no trained model to evaluate in " + layout().root() + ":" + separator
                            + String.join(separator, missing),
                    "run mvn tl:extract tl:finetune tl:evaluate, or mvn verify with these goals bound.");
        }
        missing.forEach(cell -> getLog().warn("Not evaluated, as it is not trained: " + cell));
    }

    private static String trainingGoal(Experiment candidate) {
        return (candidate.strategy() instanceof Strategy.Extract ? Goal.EXTRACT : Goal.FINETUNE).keyword();
    }
}
