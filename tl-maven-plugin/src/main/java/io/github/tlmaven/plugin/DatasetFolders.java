package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.DatasetArchive;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks whether the folders and files of a plan's datasets are there, without opening a picture. */
final class DatasetFolders {

    private static final int FEWEST_CLASSES = 2;

    private final Path baseDirectory;
    private final List<String> problems = new ArrayList<>();

    private DatasetFolders(Path baseDirectory) {
        this.baseDirectory = baseDirectory;
    }

    /**
     * Everything that is not there or has no folders for classes in it, by its element. What lies in an archive is not
     * looked at.
     *
     * @param baseDirectory what relative paths start from
     */
    static List<String> problems(Plan plan, Path baseDirectory) {
        DatasetFolders folders = new DatasetFolders(baseDirectory);
        Optional<DatasetArchive> archive = plan.dataset().archive();
        if (archive.isEmpty()) {
            folders.source(plan.dataset().source());
        } else {
            folders.archive(element(Plan.DATASET), archive.get());
        }
        plan.evaluationSets().forEach((name, set) -> {
            String element = element(name);
            if (set.archive().isPresent()) {
                folders.archive(element, set.archive().get());
            } else if (ManifestSpec.isTable(set.path())) {
                folders.file(element, set.path());
            } else {
                folders.classes(element, List.of(set.path()));
            }
        });
        return folders.problems;
    }

    /** The element of the pom that says where the dataset, or an evaluation set, lies. */
    static String element(String name) {
        return name.equals(Plan.DATASET) ? "<dataset>" : "<evaluationSets><" + name + ">";
    }

    private void archive(String element, DatasetArchive archive) {
        if (archive instanceof DatasetArchive.Zip zip) {
            file(element + "<zip>", zip.path());
        }
    }

    private void source(DatasetSpec.Source source) {
        if (source instanceof DatasetSpec.Split split) {
            String element = split.directories().size() == 1 ? "<dataset><directory>" : "<dataset><directories>";
            classes(element, split.directories());
        } else if (source instanceof DatasetSpec.Parts parts) {
            classes("<dataset><train>", List.of(parts.train()));
            parts.validation().ifPresent(folder -> classes("<dataset><validation>", List.of(folder)));
            classes("<dataset><test>", List.of(parts.test()));
        } else {
            ManifestSpec table = ((DatasetSpec.Manifest) source).table();
            file("<dataset><manifest>", table.file());
            table.directory().ifPresent(folder -> folder("<dataset><directory>", folder));
        }
    }

    private void file(String element, String file) {
        path(element, file).ifPresent(path -> {
            if (!Files.exists(path)) {
                problems.add(element + ": " + path + " does not exist");
            } else if (!Files.isRegularFile(path)) {
                problems.add(element + ": " + path + " is no file");
            }
        });
    }

    /** A folder that is there. */
    private Optional<Path> folder(String element, String folder) {
        Optional<Path> path = path(element, folder);
        if (path.isPresent() && !Files.isDirectory(path.get())) {
            problems.add(element + ": " + path.get()
                    + (Files.exists(path.get()) ? " is a file, not a folder" : " does not exist"));
            return Optional.empty();
        }
        return path;
    }

    private void classes(String element, List<String> folders) {
        Set<String> classes = new HashSet<>();
        List<Path> there = new ArrayList<>();
        for (String each : folders) {
            folder(element, each).ifPresent(path -> {
                there.add(path);
                classes.addAll(folderNames(element, path));
            });
        }
        if (there.size() == folders.size() && classes.size() < FEWEST_CLASSES) {
            problems.add(element + ": " + (there.size() == 1 ? there.get(0) : there)
                    + (there.size() == 1 ? " holds " : " hold ") + classes.size()
                    + " folders, one for each of at least " + FEWEST_CLASSES + " classes is expected");
        }
    }

    private List<String> folderNames(String element, Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(each -> String.valueOf(each.getFileName()))
                    .toList();
        } catch (IOException e) {
            problems.add(element + ": " + folder + " cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    private Optional<Path> path(String element, String text) {
        try {
            return Optional.of(baseDirectory.resolve(text).normalize());
        } catch (InvalidPathException e) {
            problems.add(element + ": '" + text + "' cannot be a path here: " + e.getReason());
            return Optional.empty();
        }
    }
}
