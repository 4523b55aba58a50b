package io.github.tlmaven.data;

import java.util.List;

/**
 * Parts pictures by a hash's value alone: (split seed, group), or (split seed, relative path) for a picture without a
 * group, is hashed to a number in [0, 1); the test part has those below its share, validation those in the interval of
 * its share behind, training the rest. So no picture's part depends on any other picture, and shares are exact on average
 * only.
 */
final class HashRule implements PartRule {

    private final long seed;
    private final double validation;
    private final double test;

    /**
     * A rule.
     *
     * @param validation share, above 0
     * @param test       share, 0 or more; with 0 there is no test part
     */
    HashRule(long seed, double validation, double test) {
        this.seed = seed;
        this.validation = validation;
        this.test = test;
    }

    @Override
    public List<Part> parts() {
        return Part.filled(test);
    }

    @Override
    public List<Part> assign(List<Member> members, List<String> problems) {
        return members.stream().map(this::part).toList();
    }

    /** The number in [0, 1) that decides about a picture, or about its group. */
    static double value(long seed, Member member) {
        String key = member.group().isEmpty() ? member.picture().path() : member.group();
        return PartRule.uniform(PartRule.hash(seed, key), 0);
    }

    private Part part(Member member) {
        double value = value(seed, member);
        if (value < test) {
            return Part.TEST;
        }
        return value < test + validation ? Part.VALIDATION : Part.TRAIN;
    }

    @Override
    public String remedy() {
        return "<by>hash</by> leaves the parts of small classes to chance; add pictures, or take a larger share,"
                + " another <seed>, or <by>stratified</by>";
    }
}
