package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Parts the pictures of one class by a hash of (split seed, relative path), so that the parts depend on nothing else,
 * and adding or removing a picture moves at most one other.
 *
 * <p>The first held-out part is taken by rank: the pictures with the lowest hashes, as many as the share says. The
 * second is taken from the rest by value: those whose second number, made of other bits of the same hash, lies below
 * its share. Two parts by rank would both have exact sizes, but then one picture more moves up to two others whenever a
 * size grows by one; no rule by ranks alone avoids that. So the first part's size is exact, and the second's is exact on
 * average.
 *
 * <p>Each part gets at least one picture. Where the second would get none or all of the rest, ranks decide there as
 * well, and one picture more may move two others; with more than a few pictures that is rare.
 */
final class SplitRule implements PartRule {

    private final long seed;
    private final double validation;
    private final double test;

    /**
     * A rule.
     *
     * @param validation share, above 0
     * @param test       share, 0 or more; with 0 there is no test part, and validation is the one taken by rank
     */
    SplitRule(long seed, double validation, double test) {
        this.seed = seed;
        this.validation = validation;
        this.test = test;
    }

    /**
     * A picture's place in the draw.
     *
     * @param value uniform in [0, 1), from the end of the hash, of which the rank uses the beginning
     */
    private record Ranked(int index, Sha256 hash, double value) {
        Ranked(int index, Sha256 hash) {
            this(index, hash, PartRule.uniform(hash, Sha256.BYTES - Long.BYTES));
        }
    }

    @Override
    public List<Part> parts() {
        return Part.filled(test);
    }

    /**
     * The part of each picture.
     *
     * @param paths of all pictures of one class, at least as many as there are {@link #parts()}
     */
    List<Part> assign(List<String> paths) {
        List<Ranked> pictures = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            pictures.add(new Ranked(i, PartRule.hash(seed, paths.get(i))));
        }
        pictures.sort(Comparator.comparing(Ranked::hash));
        Part[] assigned = new Part[paths.size()];
        Arrays.fill(assigned, Part.TRAIN);
        int size = pictures.size();
        int first = within(1, Math.round(size * (test > 0 ? test : validation)), size - parts().size() + 1);
        mark(pictures.subList(0, first), test > 0 ? Part.TEST : Part.VALIDATION, assigned);
        if (test > 0) {
            List<Ranked> rest = new ArrayList<>(pictures.subList(first, size));
            rest.sort(Comparator.comparingDouble(Ranked::value));
            double share = validation / (1 - test);
            long below =
                    rest.stream().filter(picture -> picture.value() < share).count();
            mark(rest.subList(0, within(1, below, rest.size() - 1)), Part.VALIDATION, assigned);
        }
        return List.of(assigned);
    }

    @Override
    public List<Part> assign(List<Member> members, List<String> problems) {
        Map<Integer, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < members.size(); i++) {
            byLabel.computeIfAbsent(members.get(i).picture().label(), label -> new ArrayList<>())
                    .add(i);
        }
        Part[] assigned = new Part[members.size()];
        byLabel.values().forEach(indices -> {
            List<Part> parts = assign(
                    indices.stream().map(i -> members.get(i).picture().path()).toList());
            for (int i = 0; i < parts.size(); i++) {
                assigned[indices.get(i)] = parts.get(i);
            }
        });
        return List.of(assigned);
    }

    @Override
    public String remedy() {
        return "each class needs a picture for each part"; // which is seen to before
    }

    private static int within(int low, long count, int high) {
        return (int) Math.max(low, Math.min(count, high));
    }

    private static void mark(List<Ranked> pictures, Part part, Part[] assigned) {
        pictures.forEach(picture -> assigned[picture.index()] = part);
    }
}
