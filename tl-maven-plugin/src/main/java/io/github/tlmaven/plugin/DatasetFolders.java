package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks whether the folders of a plan are there, without opening a picture. */
final class DatasetFolders {

    private static final int FEWEST_CLASSES = 2;

    private DatasetFolders() {}

    /**
     * Every folder that is not there or has no folders in it, by its element.
     *
     * @param baseDirectory what relative paths start from
     */
    static List<String> problems(Plan plan, Path baseDirectory) {
        List<String> problems = new ArrayList<>();
        byElement(plan).forEach((element, folder) -> {
            Path path = baseDirectory.resolve(folder).normalize();
            String problem = problem(path);
            if (!problem.isEmpty()) {
                problems.add(element + ": " + path + " " + problem);
            }
        });
        return problems;
    }

    private static Map<String, String> byElement(Plan plan) {
        Map<String, String> folders = new LinkedHashMap<>();
        DatasetSpec.Source source = plan.dataset().source();
        if (source instanceof DatasetSpec.Split split) {
            folders.put("<dataset><directory>", split.directory());
        } else if (source instanceof DatasetSpec.Parts parts) {
            folders.put("<dataset><train>", parts.train());
            parts.validation().ifPresent(folder -> folders.put("<dataset><validation>", folder));
            folders.put("<dataset><test>", parts.test());
        }
        plan.evaluationSets().forEach((name, folder) -> folders.put("<evaluationSets><" + name + ">", folder));
        return folders;
    }

    private static String problem(Path path) {
        if (!Files.exists(path)) {
            return "does not exist";
        }
        if (!Files.isDirectory(path)) {
            return "is a file, not a folder";
        }
        try (Stream<Path> entries = Files.list(path)) {
            long classes = entries.filter(Files::isDirectory).count();
            return classes >= FEWEST_CLASSES
                    ? ""
                    : "holds " + classes + " folders, one for each of at least " + FEWEST_CLASSES
                            + " classes is expected";
        } catch (IOException e) {
            return "cannot be read: " + e.getMessage();
        }
    }
}
