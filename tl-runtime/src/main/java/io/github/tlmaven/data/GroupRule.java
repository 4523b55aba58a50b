package io.github.tlmaven.data;

import java.util.List;

/** Parts pictures so that those of one group are in one part, as {@link GroupPlacement} distributes groups. */
final class GroupRule implements PartRule {

    private final List<Part> parts;
    private final GroupPlacement placement;

    /**
     * A rule.
     *
     * @param validation share, above 0
     * @param test       share, 0 or more; with 0 there is no test part
     */
    GroupRule(long seed, double validation, double test) {
        this.parts = Part.filled(test);
        this.placement = new GroupPlacement(
                seed,
                test > 0 ? List.of(1 - validation - test, validation, test) : List.of(1 - validation, validation));
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public List<Part> assign(List<Member> members, List<String> problems) {
        GroupPlacement.requireEnough(members, parts.size(), "one for each part", problems);
        return placement.place(members).stream().map(parts::get).toList();
    }

    @Override
    public String remedy() {
        return "groups are never parted; take another <seed> or other shares";
    }
}
