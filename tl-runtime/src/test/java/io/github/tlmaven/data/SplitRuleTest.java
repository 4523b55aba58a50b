package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.PartRule.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitRuleTest {

    private static final double VALIDATION = 0.15;
    private static final double TEST = 0.25;
    /** Share of the pictures outside of the test part that validation takes. */
    private static final double VALIDATION_OF_REST = VALIDATION / (1 - TEST);

    private static final int CLASSES = 12;

    private static List<String> paths(int count, long salt) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add("class/" + salt + "-" + i + ".jpg");
        }
        return paths;
    }

    private static Map<String, Part> assign(SplitRule rule, List<String> paths) {
        List<Part> parts = rule.assign(paths);
        Map<String, Part> byPath = new HashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            byPath.put(paths.get(i), parts.get(i));
        }
        return byPath;
    }

    private static long count(Map<String, Part> parts, Part part) {
        return parts.values().stream().filter(part::equals).count();
    }

    private static long moved(Map<String, Part> before, Map<String, Part> after) {
        return before.entrySet().stream()
                .filter(entry -> after.get(entry.getKey()) != entry.getValue())
                .count();
    }

    /** Grows a class one by one, over many classes, and hands each step to the assertion. */
    private interface Step {
        void check(Map<String, Part> before, Map<String, Part> after);
    }

    private static void grow(SplitRule rule, int from, int to, Step step) {
        for (int salt = 0; salt < CLASSES; salt++) {
            List<String> paths = paths(to, salt);
            for (int n = from; n < to; n++) {
                step.check(assign(rule, paths.subList(0, n)), assign(rule, paths.subList(0, n + 1)));
            }
        }
    }

    @Test
    void onePictureMoreMovesAtMostOneOther() {
        // From this size on a validation part that needs a rank to have a picture did not occur in these classes.
        int usual = 40;
        grow(
                new SplitRule(1, VALIDATION, TEST),
                usual,
                120,
                (before, after) -> assertThat(moved(before, after))
                        .as("%d pictures", after.size())
                        .isLessThanOrEqualTo(1));
    }

    @Test
    void onePictureMoreMovesAtMostTwoOthersInTinyClasses() {
        grow(
                new SplitRule(1, VALIDATION, TEST),
                3,
                40,
                (before, after) -> assertThat(moved(before, after))
                        .as("%d pictures", after.size())
                        .isLessThanOrEqualTo(2));
    }

    @Test
    void onePictureMoreMovesAtMostOneOtherIntoOrOutOfTheTestPartWhateverTheSize() {
        grow(new SplitRule(2, VALIDATION, TEST), 3, 60, (before, after) -> {
            long changed = before.entrySet().stream()
                    .filter(e -> (e.getValue() == Part.TEST) != (after.get(e.getKey()) == Part.TEST))
                    .count();
            assertThat(changed).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void onePictureMoreMovesAtMostOneOtherWhereOnlyValidationIsTaken() {
        grow(new SplitRule(3, VALIDATION, 0), 2, 60, (before, after) -> {
            assertThat(moved(before, after)).isLessThanOrEqualTo(1);
            assertThat(count(after, Part.TEST)).isZero();
            assertThat(count(after, Part.VALIDATION)).isEqualTo(Math.max(1, Math.round(after.size() * VALIDATION)));
        });
    }

    @Test
    void testPartHasExactlyItsShareOfEveryClass() {
        SplitRule rule = new SplitRule(4, VALIDATION, TEST);
        for (int n = 3; n < 200; n++) {
            assertThat(count(assign(rule, paths(n, n)), Part.TEST)).isEqualTo(Math.max(1, Math.round(n * TEST)));
        }
    }

    @Test
    void validationPartHasItsShareOnAverage() {
        SplitRule rule = new SplitRule(5, VALIDATION, TEST);
        int classes = 200;
        int size = 100;
        long total = 0;
        for (int salt = 0; salt < classes; salt++) {
            total += count(assign(rule, paths(size, salt)), Part.VALIDATION);
        }
        double rest = classes * size * (1 - TEST);
        double fourDeviations = 4 * Math.sqrt(rest * VALIDATION_OF_REST * (1 - VALIDATION_OF_REST));
        assertThat((double) total).isCloseTo(classes * size * VALIDATION, within(fourDeviations));
    }

    @Test
    void everyPartHasAPictureHoweverSmallTheClassIs() {
        for (int salt = 0; salt < 200; salt++) {
            Map<String, Part> parts = assign(new SplitRule(salt, VALIDATION, TEST), paths(3, salt));
            assertThat(parts.values()).containsExactlyInAnyOrder(Part.TRAIN, Part.VALIDATION, Part.TEST);
        }
    }

    @Test
    void orderOfThePicturesDoesNotCount() {
        SplitRule rule = new SplitRule(6, VALIDATION, TEST);
        List<String> paths = paths(50, 0);
        List<String> reversed = new ArrayList<>(paths);
        Collections.reverse(reversed);
        assertThat(assign(rule, reversed)).isEqualTo(assign(rule, paths));
    }

    @Test
    void anotherSeedMakesAnotherSplit() {
        List<String> paths = paths(50, 0);
        assertThat(assign(new SplitRule(7, VALIDATION, TEST), paths))
                .isNotEqualTo(assign(new SplitRule(8, VALIDATION, TEST), paths));
    }
}
