package io.github.tlmaven.data;

import io.github.tlmaven.data.ClassFolders.Found;
import io.github.tlmaven.data.Dataset.Skipped;
import io.github.tlmaven.data.ParallelCheck.Outcome;
import io.github.tlmaven.data.SplitRule.Part;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Parts;
import io.github.tlmaven.spec.DatasetSpec.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a dataset from folders: lists the files, checks every picture, parts them. Every problem is found before
 * anything is thrown, and all are reported together.
 */
public final class DatasetReader {

    private static final int MIN_CLASSES = 2;

    private final DatasetSpec spec;
    private final SetFolders folders;
    private final List<String> problems;
    private final List<String> classes;
    private final Map<String, List<Picture>> sets = new LinkedHashMap<>();
    private final List<Skipped> skipped = new ArrayList<>();

    private DatasetReader(DatasetSpec spec, SetFolders folders, List<String> problems) {
        this.spec = spec;
        this.folders = folders;
        this.problems = problems;
        this.classes = trainingClasses();
    }

    /**
     * Reads on as many threads as there are processors, decoding every picture once.
     *
     * @param evaluationSets folders by name, in the order of the configuration
     * @param resolver       turns a folder of the configuration into a path
     * @throws DataException if anything cannot be used; lists everything that cannot
     */
    public static Dataset read(DatasetSpec spec, Map<String, String> evaluationSets, Function<String, Path> resolver) {
        int threads = Runtime.getRuntime().availableProcessors();
        return read(spec, evaluationSets, resolver, PictureCheck.decode(spec.maxPixels()), threads);
    }

    /** As {@link #read(DatasetSpec, Map, Function)}, with another check and number of threads. */
    public static Dataset read(
            DatasetSpec spec,
            Map<String, String> evaluationSets,
            Function<String, Path> resolver,
            PictureCheck check,
            int threads) {
        List<String> problems = new ArrayList<>();
        SetFolders folders = SetFolders.scan(spec, evaluationSets, resolver, problems);
        DatasetReader reader = new DatasetReader(spec, folders, problems);
        folders.folders().forEach(reader::checkFolders);
        reader.checkPictures(check, threads);
        return reader.part();
    }

    private String trainingSet() {
        return spec.source() instanceof Split ? SetFolders.WHOLE : Dataset.TRAIN;
    }

    private List<String> trainingClasses() {
        ClassFolders training = folders.folders().get(trainingSet());
        if (training == null) {
            return List.of();
        }
        List<String> names = List.copyOf(training.classes().keySet());
        if (names.size() < MIN_CLASSES) {
            problems.add(folders.title(trainingSet()) + ": needs two classes or more, one folder each, and has "
                    + (names.isEmpty() ? "none" : "only '" + names.get(0) + "'"));
        }
        return names;
    }

    private void checkFolders(String set, ClassFolders content) {
        String title = folders.title(set);
        content.classes().forEach((name, files) -> {
            if (!classes.isEmpty() && !classes.contains(name)) {
                problems.add(title + ": '" + name + "' is not a class of the training pictures; the nearest is '"
                        + Names.nearest(name, classes) + "'");
            } else if (files.isEmpty()) {
                problems.add(title + ": the class '" + name + "' has no pictures");
            }
        });
        if (folders.own().contains(set)) {
            classes.stream()
                    .filter(name -> !content.classes().containsKey(name))
                    .forEach(name -> problems.add(title + ": there is no folder for the class '" + name + "'"));
        } else if (content.classes().isEmpty()) {
            problems.add(title + ": there is no folder for any class");
        }
    }

    private record Candidate(String set, Found found, int label) {}

    private void checkPictures(PictureCheck check, int threads) {
        List<Candidate> candidates = new ArrayList<>();
        folders.folders().forEach((set, content) -> {
            sets.put(set, new ArrayList<>());
            content.classes().forEach((name, files) -> {
                int label = classes.indexOf(name);
                files.forEach(found -> candidates.add(new Candidate(set, found, label)));
            });
        });
        List<Path> files = candidates.stream().map(c -> c.found().file()).toList();
        List<Outcome> outcomes = ParallelCheck.run(files, check, threads);
        for (int i = 0; i < outcomes.size(); i++) {
            collect(candidates.get(i), outcomes.get(i));
        }
    }

    private void collect(Candidate candidate, Outcome outcome) {
        String path = candidate.found().path();
        if (outcome.digest().isEmpty()) {
            skipped.add(new Skipped(candidate.set(), path, outcome.reason()));
            if (spec.corrupt() == Corrupt.FAIL) {
                problems.add(folders.title(candidate.set()) + ": " + path + ": " + outcome.reason());
            }
        } else if (candidate.label() >= 0) {
            pictures(candidate.set())
                    .add(new Picture(
                            path,
                            candidate.found().file(),
                            candidate.label(),
                            outcome.digest().get()));
        }
    }

    private List<Picture> pictures(String set) {
        return sets.getOrDefault(set, List.of());
    }

    private Dataset part() {
        Optional<SplitRule> rule = rule();
        int needed = rule.map(SplitRule::parts).orElse(1);
        folders.own().stream().sorted().forEach(set -> checkSizes(set, set.equals(trainingSet()) ? needed : 1));
        if (!problems.isEmpty()) {
            throw failure();
        }
        List<Picture> own = pictures(trainingSet());
        Map<Part, List<Picture>> parts = rule.map(r -> r.part(own))
                .orElse(Map.of(Part.TRAIN, own, Part.VALIDATION, pictures(Dataset.VALIDATION)));
        Map<String, List<Picture>> evaluationSets = new LinkedHashMap<>(sets);
        evaluationSets.keySet().removeAll(folders.own());
        return new Dataset(
                classes,
                parts.getOrDefault(Part.TRAIN, List.of()),
                parts.getOrDefault(Part.VALIDATION, List.of()),
                spec.source() instanceof Split ? parts.getOrDefault(Part.TEST, List.of()) : pictures(Dataset.TEST),
                evaluationSets,
                skipped,
                folders.ignored());
    }

    private Optional<SplitRule> rule() {
        if (spec.source() instanceof Split split) {
            return Optional.of(new SplitRule(split.splitSeed(), split.validation(), split.test()));
        }
        return spec.source() instanceof Parts parts && parts.validation().isEmpty()
                ? Optional.of(new SplitRule(parts.splitSeed(), parts.validationShare(), 0))
                : Optional.empty();
    }

    /** A class that has files but too few that can be read; one without files was reported before. */
    private void checkSizes(String set, int needed) {
        ClassFolders content = folders.folders().get(set);
        if (content == null) {
            return;
        }
        content.classes().forEach((name, files) -> {
            int label = classes.indexOf(name);
            long usable = pictures(set).stream().filter(p -> p.label() == label).count();
            if (label >= 0 && !files.isEmpty() && usable < needed) {
                problems.add(folders.title(set) + ": the class '" + name + "' has " + usable
                        + " readable pictures and needs at least " + needed
                        + ", one for each part that is taken from it");
            }
        });
    }

    private DataException failure() {
        String lines = String.join(System.lineSeparator() + "  - ", problems);
        String fix = skipped.isEmpty()
                ? "mend the folders above; a dataset is a folder that holds one folder of pictures for each class."
                : "mend or remove what is named above, or leave unreadable pictures out with <corrupt>skip</corrupt>.";
        return new DataException(
                "The pictures cannot be used, " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:")
                        + System.lineSeparator() + "  - " + lines,
                fix);
    }
}
