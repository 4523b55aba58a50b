package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.data.PartRule.Member;
import io.github.tlmaven.data.PartRule.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties of the rules over many random datasets. */
class PartRulesTest {

    private static final double VALIDATION = 0.15;
    private static final double TEST = 0.25;
    private static final Map<Part, Double> SHARES =
            Map.of(Part.TRAIN, 1 - VALIDATION - TEST, Part.VALIDATION, VALIDATION, Part.TEST, TEST);
    private static final int TRIALS = 40;

    private static List<Part> parts(PartRule rule, List<Member> members) {
        List<String> problems = new ArrayList<>();
        List<Part> parts = rule.assign(members, problems);
        assertThat(problems).isEmpty();
        assertThat(parts).hasSameSizeAs(members);
        return parts;
    }

    /** Pictures of a class in a part. */
    private static long count(List<Member> members, List<Part> parts, Part part, int label) {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i) == part && members.get(i).picture().label() == label)
                .count();
    }

    private static double total(List<Member> members, int label) {
        return members.stream()
                .filter(member -> member.picture().label() == label)
                .count();
    }

    private static Map<String, Part> byPath(PartRule rule, List<Member> members) {
        List<Part> parts = parts(rule, members);
        Map<String, Part> byPath = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            byPath.put(members.get(i).picture().path(), parts.get(i));
        }
        return byPath;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noGroupStraddles(boolean mixed) {
        for (long seed = 0; seed < TRIALS; seed++) {
            List<Member> members = Members.random(seed, 9 + (int) seed, mixed);
            List<Part> parts = parts(new GroupRule(seed, VALIDATION, TEST), members);
            Map<String, Part> ofGroup = new HashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                Part other = ofGroup.putIfAbsent(members.get(i).group(), parts.get(i));
                assertThat(other).isIn(null, parts.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sharesOfGroupsComeWithinALargestGroupOfWhatIsAsked(boolean mixed) {
        for (long seed = 0; seed < TRIALS; seed++) {
            List<Member> members = Members.random(seed, 60, mixed);
            List<Part> parts = parts(new GroupRule(seed, VALIDATION, TEST), members);
            for (Part part : Part.values()) {
                for (int label = 0; label < 3; label++) {
                    double total = total(members, label);
                    assertThat((double) count(members, parts, part, label))
                            .as("seed %d, %s, class %d of %f", seed, part, label, total)
                            .isBetween(
                                    SHARES.getOrDefault(part, 0.0) * total - Members.LARGEST_GROUP / 2.0,
                                    SHARES.getOrDefault(part, 0.0) * total + Members.LARGEST_GROUP / 2.0);
                }
            }
        }
    }

    @Test
    void groupsOfOnePictureGiveSharesWithinOnePicture() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            members.add(Members.member(i % 2 + "/" + i, i % 2, "g" + i));
        }
        List<Part> parts = parts(new GroupRule(3, VALIDATION, TEST), members);
        for (int label = 0; label < 2; label++) {
            assertThat(count(members, parts, Part.TEST, label)).isBetween(24L, 26L);
            assertThat(count(members, parts, Part.VALIDATION, label)).isBetween(14L, 16L);
        }
    }

    @Test
    void everyPartHasEveryClassWhereThreeGroupsOfEachAreThere() {
        for (long seed = 0; seed < TRIALS; seed++) {
            List<Member> members = Members.random(seed, 9, false);
            List<Part> parts = parts(new GroupRule(seed, VALIDATION, TEST), members);
            for (Part part : Part.values()) {
                for (int label = 0; label < 3; label++) {
                    assertThat(count(members, parts, part, label))
                            .as("seed %d, %s, class %d", seed, part, label)
                            .isPositive();
                }
            }
        }
    }

    @Test
    void groupsAreAssignedByTheirNamesAndTheSeedAlone() {
        List<Member> members = Members.random(5, 40, true);
        List<Member> reversed = new ArrayList<>(members);
        Collections.reverse(reversed);
        GroupRule rule = new GroupRule(1, VALIDATION, TEST);
        assertThat(byPath(rule, reversed)).isEqualTo(byPath(rule, members));
        assertThat(byPath(new GroupRule(2, VALIDATION, TEST), members)).isNotEqualTo(byPath(rule, members));
    }

    @Test
    void tooFewGroupsAreNamed() {
        List<String> problems = new ArrayList<>();
        List<Member> members = List.of(
                Members.member("a/1", 0, "ann"),
                Members.member("a/2", 0, "ann"),
                Members.member("b/1", 1, "bob"),
                Members.member("b/2", 1, "cid"));
        new GroupRule(1, VALIDATION, TEST).assign(members, problems);
        assertThat(problems)
                .containsExactly(
                        "the class of a/1 has pictures of 1 group ('ann') and needs at least 3, one for each part",
                        "the class of b/1 has pictures of 2 groups ('bob', 'cid') and needs at least 3, one for each"
                                + " part");
    }

    @Test
    void byHashNoPictureMovesWhenOthersComeOrGo() {
        List<Member> all = Members.random(1, 100, true).stream()
                .map(each -> new Member(each.picture(), ""))
                .toList();
        HashRule rule = new HashRule(7, VALIDATION, TEST);
        Map<String, Part> whole = byPath(rule, all);
        for (int kept = 1; kept < all.size(); kept += 37) {
            assertThat(whole).containsAllEntriesOf(byPath(rule, all.subList(0, kept)));
            assertThat(whole).containsAllEntriesOf(byPath(rule, all.subList(kept, all.size())));
        }
    }

    @Test
    void byHashSharesAreExactOnAverage() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            members.add(Members.member("p" + i, 0, ""));
        }
        List<Part> parts = parts(new HashRule(1, VALIDATION, TEST), members);
        // Four standard deviations of a binomial count, √(n p (1 − p)) = 43 and 36: one run in 16 000 would lie
        // outside.
        assertThat(count(members, parts, Part.TEST, 0)).isBetween(2500L - 172, 2500L + 172);
        assertThat(count(members, parts, Part.VALIDATION, 0)).isBetween(1500L - 144, 1500L + 144);
    }

    @Test
    void byHashAGroupIsNotParted() {
        List<Member> members = Members.random(2, 50, true);
        Map<String, Part> ofGroup = new HashMap<>();
        List<Part> parts = parts(new HashRule(1, VALIDATION, TEST), members);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(ofGroup.putIfAbsent(members.get(i).group(), parts.get(i)))
                    .isIn(null, parts.get(i));
        }
        assertThat(ofGroup).containsValues(Part.TRAIN, Part.VALIDATION, Part.TEST);
    }

    static List<PartRule> rulesWithoutTest() {
        return List.of(
                new SplitRule(1, VALIDATION, 0), new GroupRule(1, VALIDATION, 0), new HashRule(1, VALIDATION, 0));
    }

    @ParameterizedTest
    @MethodSource("rulesWithoutTest")
    void withoutAShareOfTestNothingIsTested(PartRule rule) {
        List<Part> parts = parts(rule, Members.random(1, 60, true));
        assertThat(parts).contains(Part.TRAIN, Part.VALIDATION).doesNotContain(Part.TEST);
        assertThat(rule.parts()).containsExactly(Part.TRAIN, Part.VALIDATION);
    }

    @Test
    void stratifiedTestSharesLieWithinOnePicture() {
        for (long seed = 0; seed < TRIALS; seed++) {
            List<Member> members = Members.random(seed, 30, true);
            List<Part> parts = parts(new SplitRule(seed, VALIDATION, TEST), members);
            for (int label = 0; label < 3; label++) {
                double total = total(members, label);
                assertThat((double) count(members, parts, Part.TEST, label))
                        .isBetween(total * TEST - 1, total * TEST + 1);
            }
        }
    }
}
