package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks whether the files that a plan names by their paths are there. */
final class InputFiles {

    private InputFiles() {}

    /**
     * @param experiments   whose weights are looked for
     * @param baseDirectory what relative paths start from
     * @throws DataException that names every folder and file that is not there or not of the form expected
     */
    static void check(Plan plan, List<Experiment> experiments, Path baseDirectory) {
        List<String> folders = DatasetFolders.problems(plan, baseDirectory);
        List<String> weights = WeightsPaths.problems(experiments, baseDirectory);
        List<String> problems = new ArrayList<>(folders);
        problems.addAll(weights);
        if (problems.isEmpty()) {
            return;
        }
        String what = folders.isEmpty() ? "Weights" : weights.isEmpty() ? "Pictures" : "Pictures and weights";
        String folder = folders.isEmpty() ? "" : ", or put one folder of pictures for each class there";
        String separator = System.lineSeparator() + "  - ";
        throw new DataException(
                what + " are not where pom.xml says:" + separator + String.join(separator, problems),
                "correct the path" + folder + ". Where an earlier step of the build makes them, bind tl:validate to a"
                        + " later phase.");
    }
}
