package io.github.tlmaven.data;

import io.github.tlmaven.data.Dataset.Skipped;
import io.github.tlmaven.data.Listing.Found;
import io.github.tlmaven.data.ParallelCheck.Outcome;
import io.github.tlmaven.data.PartRule.Member;
import io.github.tlmaven.data.PartRule.Part;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads a dataset: lists the files, checks every picture, parts them. Every problem is found before anything is thrown,
 * and all are reported together.
 */
public final class DatasetReader {

    private static final int MIN_CLASSES = 2;

    private final DatasetSpec spec;
    private final SetListings sets;
    private final List<String> problems;
    private final List<String> classes;
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<String, List<Member>> members = new LinkedHashMap<>();
    private final List<Skipped> skipped = new ArrayList<>();

    private DatasetReader(DatasetSpec spec, SetListings sets, List<String> problems) {
        this.spec = spec;
        this.sets = sets;
        this.problems = problems;
        this.classes = trainingClasses();
        classes.forEach(name -> labels.put(name, labels.size()));
    }

    /**
     * Reads on as many threads as there are processors, decoding every picture once.
     *
     * @param evaluationSets folders or tables by name, in the order of the configuration
     * @param resolver       turns a path of the configuration into one of this machine
     * @throws DataException if anything cannot be used; lists everything that cannot
     */
    public static PartedDataset read(
            DatasetSpec spec, Map<String, String> evaluationSets, Function<String, Path> resolver) {
        int threads = Runtime.getRuntime().availableProcessors();
        return read(
                spec,
                evaluationSets,
                resolver,
                Checking.silent(PictureCheck.decode(spec.limits().maxPixels()), threads));
    }

    /** As {@link #read(DatasetSpec, Map, Function)}, with another way to look at the pictures. */
    public static PartedDataset read(
            DatasetSpec spec, Map<String, String> evaluationSets, Function<String, Path> resolver, Checking checking) {
        List<String> problems = new ArrayList<>();
        SetListings sets = SetListings.scan(spec, evaluationSets, resolver, problems);
        DatasetReader reader = new DatasetReader(spec, sets, problems);
        sets.listings().forEach(reader::checkClasses);
        reader.checkPictures(checking);
        return reader.part();
    }

    private List<String> trainingClasses() {
        Listing training = sets.listings().get(sets.training());
        if (training == null) {
            return List.of();
        }
        List<String> names = List.copyOf(training.classes().keySet());
        String title = sets.title(sets.training());
        if (names.size() < MIN_CLASSES) {
            problems.add(title + ": needs two classes or more, "
                    + (sets.isTable(sets.training()) ? "" : "one folder each, ")
                    + "and has " + (names.isEmpty() ? "none" : "only '" + Excerpt.of(names.get(0)) + "'"));
        }
        Map<String, String> byLook = new HashMap<>();
        for (String name : names) {
            String other = byLook.putIfAbsent(Names.composed(name), name);
            if (other != null) {
                problems.add(title + ": the classes " + Names.spelled(other) + " and " + Names.spelled(name)
                        + " differ in Unicode's normal form alone; give them one name");
            }
        }
        return names;
    }

    private void checkClasses(String set, Listing content) {
        String title = sets.title(set);
        content.classes().forEach((name, files) -> {
            if (!classes.isEmpty() && !labels.containsKey(name)) {
                String nearest = Names.sameLook(name, classes)
                        .map(other -> Names.spelled(other) + ", and differs from " + Names.spelled(name)
                                + " in Unicode's normal form alone")
                        .orElseGet(() -> "'" + Excerpt.of(Names.nearest(name, classes)) + "'");
                problems.add(title + ": '" + Excerpt.of(name)
                        + "' is not a class of the training pictures; the nearest is " + nearest);
            } else if (files.isEmpty()) {
                problems.add(title + ": the class '" + Excerpt.of(name) + "' has no pictures");
            }
        });
        if (sets.isOwn(set)) {
            String lacks =
                    sets.isTable(set) ? ": there is no picture of the class '" : ": there is no folder for the class '";
            classes.stream()
                    .filter(name -> !content.classes().containsKey(name))
                    .forEach(name -> problems.add(title + lacks + Excerpt.of(name) + "'"));
        } else if (content.classes().isEmpty()) {
            problems.add(title + ": there is no folder for any class");
        }
    }

    private record Candidate(String set, Found found, int label) {}

    private void checkPictures(Checking checking) {
        List<Candidate> candidates = new ArrayList<>();
        sets.listings().forEach((set, content) -> {
            members.put(set, new ArrayList<>());
            content.classes().forEach((name, files) -> {
                int label = labels.getOrDefault(name, -1);
                files.forEach(found -> candidates.add(new Candidate(set, found, label)));
            });
        });
        List<Path> files = candidates.stream().map(c -> c.found().file()).toList();
        List<Outcome> outcomes = ParallelCheck.run(files, checking);
        List<String> unreadable = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            collect(candidates.get(i), outcomes.get(i), unreadable);
        }
        if (unreadable.size() > spec.limits().maxCorrupt()) {
            if (spec.limits().corrupt() == Corrupt.SKIP) {
                problems.add(unreadable.size() + " pictures cannot be read, and <maxCorrupt> allows "
                        + spec.limits().maxCorrupt() + " to be left out");
            }
            problems.addAll(unreadable);
        }
    }

    private void collect(Candidate candidate, Outcome outcome, List<String> unreadable) {
        Found found = candidate.found();
        if (outcome.digest().isEmpty()) {
            skipped.add(new Skipped(candidate.set(), found.path(), outcome.reason()));
            unreadable.add(sets.title(candidate.set()) + ": " + Excerpt.line(found.path()) + ": " + outcome.reason());
        } else if (candidate.label() >= 0) {
            Picture picture = new Picture(
                    found.path(),
                    found.file(),
                    candidate.label(),
                    outcome.digest().get(),
                    found.weight());
            members(candidate.set()).add(new Member(picture, found.group()));
        }
    }

    private List<Member> members(String set) {
        return members.getOrDefault(set, List.of());
    }

    private List<Picture> pictures(String set) {
        return members(set).stream().map(Member::picture).toList();
    }

    private PartedDataset part() {
        boolean whole = sets.isOwn(SetListings.WHOLE);
        boolean split = whole || !sets.isOwn(Dataset.VALIDATION);
        boolean groups = Optional.ofNullable(sets.listings().get(sets.training()))
                .map(Listing::hasGroups)
                .orElse(false);
        Parting parting = new Parting(spec.source().split(), whole, groups, classes, problems);
        requireParts();
        new TreeMap<>(sets.listings()).forEach((set, content) -> {
            if (sets.isOwn(set)) {
                boolean parted = split && set.equals(sets.training());
                checkSizes(set, content, parted ? parting.fewest() : 1, parting.need());
            }
        });
        if (split) {
            parting.checkSettings();
        }
        throwIfAny();
        List<Map<Part, List<Picture>>> partings = split
                ? parting.part(members(sets.training()))
                : List.of(Map.of(Part.TRAIN, pictures(Dataset.TRAIN), Part.VALIDATION, pictures(Dataset.VALIDATION)));
        throwIfAny();
        return new PartedDataset(partings.stream().map(this::dataset).toList());
    }

    private Dataset dataset(Map<Part, List<Picture>> parts) {
        Map<String, List<Picture>> evaluationSets = new LinkedHashMap<>();
        members.keySet().stream()
                .filter(set -> !sets.isOwn(set))
                .forEach(set -> evaluationSets.put(set, pictures(set)));
        return new Dataset(
                classes,
                parts.getOrDefault(Part.TRAIN, List.of()),
                parts.getOrDefault(Part.VALIDATION, List.of()),
                parts.getOrDefault(Part.TEST, pictures(Dataset.TEST)),
                evaluationSets,
                skipped,
                sets.ignored());
    }

    /** A table with parts may lack one; what cannot be read at all was reported before. */
    private void requireParts() {
        boolean parted = Dataset.PARTS.stream().anyMatch(sets::isOwn);
        for (String part : List.of(Dataset.TRAIN, Dataset.TEST)) {
            if (parted && !sets.isOwn(part)) {
                problems.add("manifest: no row has the part " + part);
            }
        }
        if (parted && spec.source().split().folds().isPresent()) {
            problems.add(
                    "manifest: the rows have parts, and <folds> makes parts of its own; remove <split><folds>, or name"
                            + " the column of the parts in <columns><ignored>");
        }
    }

    /** A class that has files but too few that can be read; one without files was reported before. */
    private void checkSizes(String set, Listing content, int needed, String why) {
        int[] usable = Picture.countsByLabel(pictures(set), classes.size());
        content.classes().forEach((name, files) -> {
            int label = labels.getOrDefault(name, -1);
            if (label >= 0 && !files.isEmpty() && usable[label] < needed) {
                problems.add(sets.title(set) + ": the class '" + Excerpt.of(name) + "' has " + usable[label]
                        + " readable pictures and needs at least " + needed + ", " + why);
            }
        });
    }

    private void throwIfAny() {
        if (problems.isEmpty()) {
            return;
        }
        String lines = String.join(System.lineSeparator() + "  - ", problems);
        String fix = skipped.isEmpty()
                ? "mend what is named above; a dataset is a folder that holds one folder of pictures for each class, or a"
                        + " table of pictures."
                : "mend or remove what is named above, or leave unreadable pictures out with <corrupt>skip</corrupt> and"
                        + " as many as <maxCorrupt> says.";
        throw new DataException(
                "The pictures cannot be used, " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:")
                        + System.lineSeparator() + "  - " + lines,
                fix);
    }
}
