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

/** Takes the parts of a set from its pictures. */
final class Parting {

    private final SplitSpec split;
    private final PartRule rule;
    private final boolean hasGroups;

    /**
     * @param withTest  whether a test part is taken, too
     * @param hasGroups whether the pictures come with groups
     */
    Parting(SplitSpec split, boolean withTest, boolean hasGroups) {
        double test = withTest ? split.test() : 0;
        this.split = split;
        this.hasGroups = hasGroups;
        this.rule = switch (split.by()) {
            case STRATIFIED -> new SplitRule(split.seed(), split.validation(), test);
            case GROUP -> new GroupRule(split.seed(), split.validation(), test);
            case HASH -> new HashRule(split.seed(), split.validation(), test);
        };
    }

    /** Number of parts, which is the smallest class that can be parted. */
    int parts() {
        return rule.parts().size();
    }

    /** Notes settings that do not go with the pictures' groups. */
    void checkSettings(List<String> problems) {
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
     * The pictures by part, in their order.
     *
     * @param members  each with the group that the table gave it
     * @param classes  names by label
     * @param problems gets what makes the parts impossible
     */
    Map<Part, List<Picture>> part(List<Member> members, List<String> classes, List<String> problems) {
        List<Member> grouped = grouped(members, problems);
        Map<Part, List<Picture>> parts = new EnumMap<>(Part.class);
        if (!problems.isEmpty()) {
            return parts;
        }
        rule.parts().forEach(part -> parts.put(part, new ArrayList<>()));
        List<Part> assigned = rule.assign(grouped, problems);
        for (int i = 0; i < grouped.size(); i++) {
            parts.getOrDefault(assigned.get(i), List.of()).add(grouped.get(i).picture());
        }
        if (problems.isEmpty()) {
            checkClasses(parts, classes, problems);
        }
        return parts;
    }

    private List<Member> grouped(List<Member> members, List<String> problems) {
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

    private void checkClasses(Map<Part, List<Picture>> parts, List<String> classes, List<String> problems) {
        Findings findings = new Findings();
        parts.forEach((part, pictures) -> {
            int[] counts = new int[classes.size()];
            pictures.forEach(picture -> counts[picture.label()]++);
            for (int label = 0; label < counts.length; label++) {
                if (counts[label] == 0) {
                    findings.add("no picture of the class '" + Excerpt.of(classes.get(label)) + "' falls into the part "
                            + part.name().toLowerCase(Locale.ROOT) + ": " + rule.remedy());
                }
            }
        });
        findings.addTo(problems, "split");
    }
}
