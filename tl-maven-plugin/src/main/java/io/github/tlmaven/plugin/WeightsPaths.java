package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.WeightsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks whether the weights' files that a pom names by their paths are there, without reading them. */
final class WeightsPaths {

    private WeightsPaths() {}

    /**
     * Every file that is not there or is none, once, with the experiments that begin with it.
     *
     * @param baseDirectory what relative paths start from
     */
    static List<String> problems(List<Experiment> experiments, Path baseDirectory) {
        Map<String, List<String>> idsByPath = new TreeMap<>();
        for (Experiment experiment : experiments) {
            if (experiment.model().weights() instanceof WeightsSource.LocalFile file) {
                idsByPath
                        .computeIfAbsent(file.path(), path -> new ArrayList<>())
                        .add(experiment.id());
            }
        }
        List<String> problems = new ArrayList<>();
        idsByPath.forEach((path, ids) -> {
            String problem = problem(path, baseDirectory);
            if (!problem.isEmpty()) {
                problems.add("<weights> of " + String.join(", ", ids) + ": " + problem);
            }
        });
        return problems;
    }

    private static String problem(String path, Path baseDirectory) {
        try {
            Path file = baseDirectory.resolve(path).normalize();
            if (!Files.exists(file)) {
                return file + " does not exist";
            }
            if (!Files.isRegularFile(file)) {
                return file + " is no file";
            }
            return Files.size(file) == 0 ? file + " is empty" : "";
        } catch (InvalidPathException e) {
            return "'" + path + "' cannot be a path here: " + e.getReason();
        } catch (IOException e) {
            return path + " cannot be read: " + e.getMessage();
        }
    }
}
