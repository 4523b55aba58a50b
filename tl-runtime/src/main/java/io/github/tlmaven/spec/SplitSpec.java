package io.github.tlmaven.spec;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the parts of a dataset are taken.
 *
 * @param by           what decides where a picture belongs
 * @param validation   share that chooses the best epoch, above 0
 * @param test         share that models are judged on; 0 where the test part is given
 * @param seed         of the split; a setting of its own, so that every cell is judged on the same pictures
 * @param groupPattern regular expression that finds a picture's group in its path, as the first capture group
 */
public record SplitSpec(By by, double validation, double test, long seed, Optional<String> groupPattern) {

    /** Checks that something is left to train on, and that the pattern captures a group. */
    public SplitSpec {
        Checks.positive("validation", validation);
        Checks.fraction("test", test);
        Checks.require(validation + test < 1, "validation + test", validation + test, "below 1");
        groupPattern.ifPresent(text -> Checks.require(
                Pattern.compile(text).matcher("").groupCount() > 0, "groupPattern", text, "one with a capture group"));
        Checks.require(
                groupPattern.isEmpty() || by != By.STRATIFIED, "groupPattern", groupPattern, "absent with stratified");
    }

    /** A stratified split, or the share of validation alone where the test part is given. */
    public static SplitSpec stratified(double validation, double test, long seed) {
        return new SplitSpec(By.STRATIFIED, validation, test, seed, Optional.empty());
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
