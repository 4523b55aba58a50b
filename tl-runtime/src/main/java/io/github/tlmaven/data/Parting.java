package io.github.tlmaven.data;

import io.github.tlmaven.data.PartRule.Member;
import io.github.tlmaven.data.PartRule.Part;
import io.github.tlmaven.failure.Excerpt;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.SplitSpec.By;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the parts of a set from its pictures: once, or anew for each fold. */
final class Parting {

    private final SplitSpec split;
    private final PartRule rule;
    private final Optional<Folding> folding;
    private final boolean hasGroups;
    private final List<String> classes;
    private final List<String> problems;

    /**
     * @param withTest  whether a test part is taken, too
     * @param hasGroups whether the pictures come with groups
     * @param classes   names by label
     * @param problems  gets what makes the parts impossible
     */
    Parting(SplitSpec split, boolean withTest, boolean hasGroups, List<String> classes, List<String> problems) {
        this.split = split;
        this.rule = rule(split, withTest ? split.test() : 0);
        this.folding = withTest && split.folds().isPresent() ? Optional.of(new Folding(split)) : Optional.empty();
        this.hasGroups = hasGroups;
        this.classes = classes;
        this.problems = problems;
    }

    private static PartRule rule(SplitSpec split, double test) {
        return switch (split.by()) {
            case STRATIFIED -> new SplitRule(split.seed(), split.validation(), test);
            case GROUP -> new GroupRule(split.seed(), split.validation(), test);
            case HASH -> new HashRule(split.seed(), split.validation(), test);
        };
    }

    /** Number of pictures in the smallest class that can be parted. */
    int fewest() {
        return folding.map(Folding::fewest).orElseGet(() -> rule.parts().size());
    }

    /** Why a class needs so many, as the end of a sentence. */
    String need() {
        return folding.map(Folding::need).orElse("one for each part that is taken from it");
    }

    /** Notes settings that do not go with the pictures' groups. */
    void checkSettings() {
        if (hasGroups && split.by() == By.STRATIFIED) {
            problems.add("the manifest has groups, and a stratified split would part them; write <split><by>group</by>"
                    + "</split>, or name the column in <columns><ignored>");
        }
        if (hasGroups && split.groupPattern().isPresent()) {
            problems.add("the manifest has groups of its own; remove <groupPattern>, or name the column in"
                    + " <columns><ignored>");
        }
    }

    /**
     * The pictures by part, in their order: once, or once for each fold, which is then the test part.
     *
     * @param members each with the group that the table gave it
     */
    List<Map<Part, List<Picture>>> part(List<Member> members) {
        List<Member> grouped = grouped(members);
        if (!problems.isEmpty()) {
            return List.of();
        }
        return folding.map(folds -> partInFolds(grouped, folds)).orElseGet(() -> List.of(partOnce(grouped)));
    }

    private Map<Part, List<Picture>> partOnce(List<Member> members) {
        Map<Part, List<Picture>> parts = byPart(members, rule, problems);
        if (problems.isEmpty()) {
            checkClasses(parts, "split", rule.remedy());
        }
        return parts;
    }

    private List<Map<Part, List<Picture>>> partInFolds(List<Member> members, Folding folding) {
        List<Integer> folds = folding.assign(members, problems);
        if (!problems.isEmpty()) {
            return List.of(); // what each fold lacks would only follow from that
        }
        List<Map<Part, List<Picture>>> partings = new ArrayList<>();
        for (int fold = 0; fold < folding.count(); fold++) {
            List<Picture> tested = new ArrayList<>();
            List<Member> others = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                if (folds.get(i) == fold) {
                    tested.add(members.get(i).picture());
                } else {
                    others.add(members.get(i));
                }
            }
            String name = PartedDataset.foldName(fold + 1);
            checkClasses(Map.of(Part.TEST, tested), name, folding.remedy());
            partings.add(withValidation(others, folding.validation(fold), name));
            partings.get(fold).put(Part.TEST, tested);
        }
        return partings;
    }

    private Map<Part, List<Picture>> withValidation(List<Member> members, SplitSpec validation, String fold) {
        PartRule inFold = rule(validation, 0);
        List<String> found = new ArrayList<>();
        Map<Part, List<Picture>> parts = byPart(members, inFold, found);
        found.forEach(problem -> problems.add(fold + ": " + problem));
        if (found.isEmpty()) {
            checkClasses(parts, fold, inFold.remedy());
        }
        return parts;
    }

    private static Map<Part, List<Picture>> byPart(List<Member> members, PartRule rule, List<String> problems) {
        Map<Part, List<Picture>> parts = new EnumMap<>(Part.class);
        rule.parts().forEach(part -> parts.put(part, new ArrayList<>()));
        List<Part> assigned = rule.assign(members, problems);
        for (int i = 0; i < members.size(); i++) {
            parts.getOrDefault(assigned.get(i), List.of()).add(members.get(i).picture());
        }
        return parts;
    }

    private List<Member> grouped(List<Member> members) {
        Findings findings = new Findings();
        Optional<Pattern> pattern = split.groupPattern().map(Pattern::compile);
        List<Member> grouped = new ArrayList<>();
        for (Member member : members) {
            String path = member.picture().path();
            Member own = pattern.map(p -> new Member(member.picture(), find(p, path)))
                    .orElse(member);
            if (own.group().isEmpty() && (split.by() == By.GROUP || pattern.isPresent())) {
                findings.add(Excerpt.line(path)
                        + (pattern.isPresent() ? ": <groupPattern> finds no group in it" : " has no group"));
            }
            grouped.add(own);
        }
        findings.addTo(problems, "split");
        return grouped;
    }

    private static String find(Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        String group = matcher.find() ? matcher.group(1) : null;
        return group == null ? "" : group;
    }

    private void checkClasses(Map<Part, List<Picture>> parts, String title, String remedy) {
        Findings findings = new Findings();
        parts.forEach((part, pictures) -> {
            int[] counts = Picture.countsByLabel(pictures, classes.size());
            for (int label = 0; label < counts.length; label++) {
                if (counts[label] == 0) {
                    findings.add("no picture of the class '" + Excerpt.of(classes.get(label)) + "' falls into the part "
                            + part.name().toLowerCase(Locale.ROOT) + ": " + remedy);
                }
            }
        });
        findings.addTo(problems, title);
    }
}
