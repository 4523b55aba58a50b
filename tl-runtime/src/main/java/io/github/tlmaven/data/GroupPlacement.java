package io.github.tlmaven.data;

import io.github.tlmaven.data.PartRule.Member;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.Excerpt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Distributes groups of pictures over bins, so that every bin comes as near to its share of every class as the groups
 * allow. What a distribution costs is Σ (n − t)² / t over bins and classes, where n is the number of pictures and t the
 * bin's share of the class, Pearson's χ²; a bin without any picture of a class costs N² on top, where N is the class's
 * number of pictures.
 *
 * <p>Groups are taken one by one, large ones first, since small ones even out what large ones leave: by the power of two
 * that their size reaches, and within it in the order of a hash of (split seed, group). Each goes where it costs the
 * least, of equal bins into the first. Afterwards single groups are moved as long as that lowers the cost. The outcome
 * depends on nothing but the seed, the groups' names and their numbers of pictures of each class.
 */
final class GroupPlacement {

    /** Rounds over all groups; few are needed, and the limit only bounds the time. */
    private static final int MAX_ROUNDS = 50;

    /** What a move must gain, far above the rounding of sums of doubles. */
    private static final double LEAST_GAIN = 1e-9;

    private final long seed;
    private final List<Double> shares;

    /**
     * A way to distribute.
     *
     * @param seed   of the split
     * @param shares one a bin, above 0, which add up to 1
     */
    GroupPlacement(long seed, List<Double> shares) {
        this.seed = seed;
        this.shares = List.copyOf(shares);
    }

    /**
     * Pictures that stay together.
     *
     * @param counts pictures by class's label
     */
    private record Group(String name, Map<Integer, Integer> counts, int size, Sha256 hash) {
        /** The power of two that the size reaches. */
        int magnitude() {
            return Integer.SIZE - Integer.numberOfLeadingZeros(size);
        }
    }

    /** The bin of each picture, from 0, in their order. */
    List<Integer> place(List<Member> members) {
        List<Group> groups = groups(members);
        Balance balance = new Balance(members);
        Map<String, Integer> binOf = new HashMap<>();
        for (Group group : groups) {
            int best = balance.best(group);
            balance.add(group, best, 1);
            binOf.put(group.name(), best);
        }
        boolean moved = true;
        for (int round = 0; moved && round < MAX_ROUNDS; round++) {
            moved = false;
            for (Group group : groups) {
                moved |= move(group, binOf, balance);
            }
        }
        return members.stream()
                .map(member -> binOf.getOrDefault(member.group(), 0))
                .toList();
    }

    private static boolean move(Group group, Map<String, Integer> binOf, Balance balance) {
        int from = binOf.getOrDefault(group.name(), 0);
        balance.add(group, from, -1);
        int to = balance.bestWithEmpty(group, from);
        balance.add(group, to, 1);
        binOf.put(group.name(), to);
        return to != from;
    }

    private List<Group> groups(List<Member> members) {
        Map<String, Map<Integer, Integer>> counts = new TreeMap<>(Names.BY_CODE_POINT);
        members.forEach(member -> counts.computeIfAbsent(member.group(), unused -> new TreeMap<>())
                .merge(member.picture().label(), 1, Integer::sum));
        List<Group> groups = new ArrayList<>();
        counts.forEach((name, byLabel) -> groups.add(new Group(
                name,
                byLabel,
                byLabel.values().stream().mapToInt(Integer::intValue).sum(),
                PartRule.hash(seed, name))));
        groups.sort(Comparator.comparingInt(Group::magnitude).reversed().thenComparing(Group::hash));
        return groups;
    }

    /**
     * Notes classes with fewer groups than any distribution can do with.
     *
     * @param fewest groups that a class needs
     * @param need   why, as the end of a sentence
     */
    static void requireEnough(List<Member> members, int fewest, String need, List<String> problems) {
        Map<Integer, Set<String>> byLabel = new TreeMap<>();
        members.forEach(member -> byLabel.computeIfAbsent(member.picture().label(), unused -> new TreeSet<>())
                .add(member.group()));
        byLabel.forEach((label, names) -> {
            if (names.size() < fewest) {
                Member first = members.stream()
                        .filter(member -> member.picture().label() == label)
                        .findFirst()
                        .orElseThrow();
                problems.add("the class of " + Excerpt.line(first.picture().path()) + " has pictures of "
                        + names.size() + (names.size() == 1 ? " group ('" : " groups ('")
                        + Excerpt.line(String.join("', '", names)) + "') and needs at least " + fewest
                        + ", " + need);
            }
        });
    }

    /** Numbers of pictures by bin and class, against what they should be. */
    private final class Balance {

        private final List<Map<Integer, Integer>> counts = new ArrayList<>();
        private final Map<Integer, Integer> totals = new TreeMap<>();

        Balance(List<Member> members) {
            shares.forEach(share -> counts.add(new HashMap<>()));
            members.forEach(member -> totals.merge(member.picture().label(), 1, Integer::sum));
        }

        /** Adds a group's pictures to a bin, or with −1 takes them out. */
        void add(Group group, int bin, int sign) {
            group.counts().forEach((label, count) -> counts.get(bin).merge(label, sign * count, Integer::sum));
        }

        /** The bin whose cost a group lowers the most, or raises the least. */
        int best(Group group) {
            int best = 0;
            for (int bin = 1; bin < shares.size(); bin++) {
                if (change(group, bin) < change(group, best) - LEAST_GAIN) {
                    best = bin;
                }
            }
            return best;
        }

        /** As {@link #best}, with the price of bins that lack a class; a group stays where nothing is gained. */
        int bestWithEmpty(Group group, int now) {
            int best = now;
            for (int bin = 0; bin < shares.size(); bin++) {
                double gain = change(group, best) - filled(group, best) - change(group, bin) + filled(group, bin);
                if (gain > LEAST_GAIN) {
                    best = bin;
                }
            }
            return best;
        }

        private double change(Group group, int bin) {
            double change = 0;
            for (Map.Entry<Integer, Integer> each : group.counts().entrySet()) {
                double target = shares.get(bin) * totals.getOrDefault(each.getKey(), 0);
                double count = counts.get(bin).getOrDefault(each.getKey(), 0);
                change += each.getValue() * (each.getValue() + 2 * (count - target)) / target;
            }
            return change;
        }

        /** What is saved on classes that the bin lacks without the group. */
        private double filled(Group group, int bin) {
            double saved = 0;
            for (int label : group.counts().keySet()) {
                double total = totals.getOrDefault(label, 0);
                saved += counts.get(bin).getOrDefault(label, 0) == 0 ? total * total : 0;
            }
            return saved;
        }
    }
}
