package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.data.PartRule.Member;
import io.github.tlmaven.data.PartRule.Part;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.SplitSpec.By;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Properties of cross-validation over many random datasets. */
class FoldingTest {

    private static final double VALIDATION = 0.15;
    private static final int TRIALS = 40;
    private static final int CLASSES = 3;
    private static final List<String> NAMES = List.of("a", "b", "c");

    private static SplitSpec split(By by, int folds, long seed) {
        return new SplitSpec(by, VALIDATION, 0.1, seed, Optional.empty()).inFolds(folds);
    }

    private static List<Integer> folds(SplitSpec split, List<Member> members) {
        List<String> problems = new ArrayList<>();
        List<Integer> folds = new Folding(split).assign(members, problems);
        assertThat(problems).isEmpty();
        assertThat(folds).hasSameSizeAs(members);
        return folds;
    }

    private static List<Map<Part, List<Picture>>> partings(SplitSpec split, List<Member> members) {
        List<String> problems = new ArrayList<>();
        List<Map<Part, List<Picture>>> partings =
                new Parting(split, true, split.by() != By.STRATIFIED, NAMES, problems).part(members);
        assertThat(problems).isEmpty();
        return partings;
    }

    private static Map<String, Integer> byPath(SplitSpec split, List<Member> members) {
        List<Integer> folds = folds(split, members);
        Map<String, Integer> byPath = new HashMap<>();
        for (int i = 0; i < folds.size(); i++) {
            byPath.put(members.get(i).picture().path(), folds.get(i));
        }
        return byPath;
    }

    private static List<Member> ungrouped(List<Member> members) {
        return members.stream().map(each -> new Member(each.picture(), "")).toList();
    }

    private static List<String> paths(Map<Part, List<Picture>> parts, Part... of) {
        return Stream.of(of)
                .flatMap(part -> parts.getOrDefault(part, List.of()).stream())
                .map(Picture::path)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void everyPictureIsTestedOnInExactlyOneFoldAndHasOnePlaceInEach(By by) {
        for (long seed = 0; seed < TRIALS; seed++) {
            List<Member> members = Members.random(seed, 60, true);
            List<String> all =
                    members.stream().map(member -> member.picture().path()).toList();
            List<Map<Part, List<Picture>>> partings = partings(split(by, 5, seed), members);
            assertThat(partings).hasSize(5);
            List<String> tested = new ArrayList<>();
            for (Map<Part, List<Picture>> parts : partings) {
                tested.addAll(paths(parts, Part.TEST));
                assertThat(paths(parts, Part.values())).containsExactlyInAnyOrderElementsOf(all);
            }
            assertThat(tested).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "3, 3", "5, 5", "7, 30"})
    void stratifiedSharesOfEveryClassAndOfAllLieWithinOnePicture(int folds, int smallest) {
        for (long seed = 0; seed < TRIALS; seed++) {
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < smallest * (CLASSES + 1); i++) {
                int label = i < smallest ? 0 : 1 + i % (CLASSES - 1); // of one class as few as there may be
                members.add(Members.member(label + "/" + i, label, ""));
            }
            List<Integer> assigned = folds(split(By.STRATIFIED, folds, seed), members);
            for (int label = 0; label <= CLASSES; label++) {
                long[] counts = new long[folds];
                for (int i = 0; i < assigned.size(); i++) {
                    boolean counted =
                            label == CLASSES || members.get(i).picture().label() == label;
                    counts[assigned.get(i)] += counted ? 1 : 0;
                }
                long most = Collections.max(boxed(counts));
                assertThat(most - Collections.min(boxed(counts)))
                        .as("seed %d, class %d: %s", seed, label, boxed(counts))
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    private static List<Long> boxed(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    @Test
    void validationHasItsShareOfTheWholeInEveryFold() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            members.add(Members.member(i % CLASSES + "/" + i, i % CLASSES, ""));
        }
        for (Map<Part, List<Picture>> parts : partings(split(By.STRATIFIED, 5, 1), members)) {
            assertThat(paths(parts, Part.VALIDATION)).hasSize(90); // 15 % of 200 in each of three classes
            assertThat(paths(parts, Part.TEST)).hasSize(120);
        }
    }

    /** Were validation the same in all folds, 19 % would never be learned from; drawn anew, 0.19⁴ = 0.1 %. */
    @Test
    void validationIsDrawnAnewInEachFold() {
        List<Member> members = ungrouped(Members.random(1, 60, true));
        Set<String> learned = new HashSet<>();
        partings(split(By.STRATIFIED, 5, 1), members).forEach(parts -> learned.addAll(paths(parts, Part.TRAIN)));
        assertThat(learned).hasSizeGreaterThan(members.size() * 98 / 100);
    }

    @ParameterizedTest
    @EnumSource(
            value = By.class,
            names = {"GROUP", "HASH"})
    void noGroupStraddlesInAnyFold(By by) {
        for (long seed = 0; seed < TRIALS; seed++) {
            List<Member> members = Members.random(seed, 120, true);
            Map<String, String> groups = new HashMap<>();
            members.forEach(member -> groups.put(member.picture().path(), member.group()));
            for (Map<Part, List<Picture>> parts : partings(split(by, 4, seed), members)) {
                Map<String, Part> ofGroup = new HashMap<>();
                parts.forEach((part, pictures) -> pictures.forEach(picture -> assertThat(
                                ofGroup.putIfAbsent(groups.getOrDefault(picture.path(), ""), part))
                        .isIn(null, part)));
            }
        }
    }

    @Test
    void sharesOfGroupsComeWithinALargestGroupOfWhatIsAsked() {
        for (long seed = 0; seed < TRIALS; seed++) {
            List<Member> members = Members.random(seed, 60, true);
            List<Integer> folds = folds(split(By.GROUP, 4, seed), members);
            for (int fold = 0; fold < 4; fold++) {
                int number = fold;
                double size = folds.stream().filter(each -> each == number).count();
                assertThat(size)
                        .isBetween(
                                members.size() / 4.0 - Members.LARGEST_GROUP,
                                members.size() / 4.0 + Members.LARGEST_GROUP);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(By.class)
    void foldsAreAFunctionOfSeedAndPaths(By by) {
        List<Member> members = Members.random(5, 40, true);
        List<Member> reversed = new ArrayList<>(members);
        Collections.reverse(reversed);
        assertThat(byPath(split(by, 3, 1), reversed)).isEqualTo(byPath(split(by, 3, 1), members));
        assertThat(byPath(split(by, 3, 2), members)).isNotEqualTo(byPath(split(by, 3, 1), members));
    }

    @Test
    void byHashNoPictureMovesWhenOthersComeOrGo() {
        List<Member> all = ungrouped(Members.random(1, 100, true));
        SplitSpec split = split(By.HASH, 5, 7);
        Map<String, Integer> whole = byPath(split, all);
        for (int kept = 1; kept < all.size(); kept += 37) {
            assertThat(whole).containsAllEntriesOf(byPath(split, all.subList(0, kept)));
        }
        List<Member> most = all.subList(0, all.size() - 50);
        List<Map<Part, List<Picture>>> before = partings(split, most);
        List<Map<Part, List<Picture>>> after = partings(split, all);
        for (int fold = 0; fold < 5; fold++) {
            for (Part part : Part.values()) {
                assertThat(paths(after.get(fold), part)).containsAll(paths(before.get(fold), part));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "3, 3", "4, 4", "10, 10"})
    void theSmallestClassThatServesHasTrainingAndValidationInEveryFold(int folds, int fewest) {
        SplitSpec split = split(By.STRATIFIED, folds, 1);
        assertThat(new Folding(split).fewest()).isEqualTo(fewest);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < CLASSES * fewest; i++) {
            members.add(Members.member(i % CLASSES + "/" + i, i % CLASSES, ""));
        }
        assertThat(partings(split, members)).hasSize(folds); // and no class without a picture was found in a part
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "3, 3"})
    void tooFewGroupsAreNamedOnce(int folds, int fewest) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            members.add(Members.member("a/" + i, 0, "g" + i));
            members.add(Members.member("b/" + i, 1, "h" + i % (fewest - 1)));
        }
        List<String> problems = new ArrayList<>();
        assertThat(new Parting(split(By.GROUP, folds, 1), true, true, NAMES.subList(0, 2), problems).part(members))
                .isEmpty();
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("the class of b/0 has pictures of " + (fewest - 1) + " groups ('h0', 'h1'")
                .endsWith(" and needs at least " + fewest + ", one for each of " + folds
                        + " folds, and two outside of each");
    }
}
