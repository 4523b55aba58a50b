package io.github.tlmaven.spec;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How the parts of a dataset are taken.
 *
 * @param by           what decides where a picture belongs
 * @param validation   share that chooses the best epoch, above 0
 * @param test         share that models are judged on; 0 where the test part is given, 1 / folds where there are folds
 * @param seed         of the split; a setting of its own, so that every cell is judged on the same pictures
 * @param groupPattern regular expression that finds a picture's group in its path, as the first capture group
 * @param folds        number of folds of a cross-validation, 2 or more; absent where there is a single test part
 */
public record SplitSpec(
        By by, double validation, double test, long seed, Optional<String> groupPattern, OptionalInt folds) {

    /** With one fold there would be nothing to learn from. */
    static final int FEWEST_FOLDS = 2;

    /** Checks that something is left to train on, and that the pattern captures a group. */
    public SplitSpec {
        Checks.positive("validation", validation);
        Checks.fraction("test", test);
        Checks.require(validation + test < 1, "validation + test", validation + test, "below 1");
        groupPattern.ifPresent(text -> Checks.require(
                Pattern.compile(text).matcher("").groupCount() > 0, "groupPattern", text, "one with a capture group"));
        Checks.require(
                groupPattern.isEmpty() || by != By.STRATIFIED, "groupPattern", groupPattern, "absent with stratified");
        if (folds.isPresent()) {
            Checks.require(folds.getAsInt() >= FEWEST_FOLDS, "folds", folds.getAsInt(), FEWEST_FOLDS + " or more");
            Checks.require(test == 1.0 / folds.getAsInt(), "test", test, "1 / folds");
        }
    }

    /** A single test part, or none. */
    public SplitSpec(By by, double validation, double test, long seed, Optional<String> groupPattern) {
        this(by, validation, test, seed, groupPattern, OptionalInt.empty());
    }

    /** A stratified split, or the share of validation alone where the test part is given. */
    public static SplitSpec stratified(double validation, double test, long seed) {
        return new SplitSpec(By.STRATIFIED, validation, test, seed, Optional.empty());
    }

    /** The same in folds, each of which is the test part once. */
    public SplitSpec inFolds(int number) {
        return new SplitSpec(by, validation, 1.0 / number, seed, groupPattern, OptionalInt.of(number));
    }

    /** What decides where a picture belongs. */
    public enum By {
        /** Each class has its share in each part. */
        STRATIFIED("stratified"),
        /** Pictures of one group are in one part. */
        GROUP("group"),
        /** A hash alone, so that pictures that come or go move no others. */
        HASH("hash");

        private final String keyword;

        By(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <by>}. */
        public String keyword() {
            return keyword;
        }
    }
}
