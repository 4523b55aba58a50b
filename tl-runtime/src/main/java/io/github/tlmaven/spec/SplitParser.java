package io.github.tlmaven.spec;

import io.github.tlmaven.spec.SplitSpec.By;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code <split>}. */
final class SplitParser {

    static final String SPLIT = "split";

    private static final String BY = "by";
    private static final String PATTERN = "groupPattern";
    private static final String VALIDATION = "validation";
    private static final String TEST = "test";
    private static final String SEED = "seed";
    private static final String FOLDS = "folds";
    private static final String VALIDATION_GIVEN = "where <dataset><validation> names a folder";

    private final Section split;
    private final boolean mayHaveGroups;

    /**
     * @param dataset       the element that may hold a split
     * @param mayHaveGroups whether groups can come from elsewhere than the pictures' paths
     */
    SplitParser(Section dataset, boolean mayHaveGroups) {
        this.split = dataset.section(SPLIT);
        this.mayHaveGroups = mayHaveGroups;
        split.allow(List.of(VALIDATION, TEST, FOLDS, SEED, BY, PATTERN));
    }

    /** All parts are taken. */
    SplitSpec all() {
        OptionalInt folds = split.whole(FOLDS, SplitSpec.FEWEST_FOLDS);
        if (split.has(FOLDS)) {
            split.refuse(TEST, "beside <folds>, each of which is the test part once");
        }
        double validation = validation();
        double test = folds.isPresent() ? 1.0 / folds.getAsInt() : split.real(TEST, Range.SHARE, Defaults.TEST_SHARE);
        if (validation + test >= 1) {
            split.problem(
                    folds.isPresent() ? FOLDS : TEST,
                    "leaves nothing to train on: <validation> " + validation + " and "
                            + (folds.isPresent() ? "a fold of " : "<test> ") + test + " must be below 1 together");
            validation = Defaults.VALIDATION_SHARE;
            test = Defaults.TEST_SHARE;
            folds = OptionalInt.empty();
        }
        SplitSpec single = spec(validation, test);
        return folds.isPresent() ? single.inFolds(folds.getAsInt()) : single;
    }

    /** The test part is given, and perhaps the validation part. */
    SplitSpec withoutTest(boolean validationGiven) {
        List.of(TEST, FOLDS).forEach(name -> split.refuse(name, "where <dataset><test> names a folder"));
        if (validationGiven) {
            List.of(VALIDATION, SEED, BY, PATTERN).forEach(name -> split.refuse(name, VALIDATION_GIVEN));
        }
        return spec(validation(), 0);
    }

    private double validation() {
        return split.real(VALIDATION, Range.SHARE, Defaults.VALIDATION_SHARE);
    }

    private SplitSpec spec(double validation, double test) {
        By by = split.word(BY, Words.of(By.values(), By::keyword)).orElse(By.STRATIFIED);
        Optional<String> pattern = by == By.STRATIFIED ? Optional.empty() : pattern();
        if (by == By.STRATIFIED && split.sound(BY)) {
            split.refuse(PATTERN, "without <by>group</by> or <by>hash</by>");
        }
        if (by == By.GROUP && !mayHaveGroups && !split.has(PATTERN)) {
            split.require(
                    PATTERN,
                    "<by>group</by> needs to know the groups: write a regular expression whose first group finds them in"
                            + " a path, as ([^/]+)_[0-9]+\\.jpg, or use a <manifest> with a column for them");
        }
        return new SplitSpec(by, validation, test, split.wholeLong(SEED, Defaults.SPLIT_SEED), pattern);
    }

    private Optional<String> pattern() {
        Optional<String> text = split.text(PATTERN);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Pattern.compile(text.get()).matcher("").groupCount() > 0) {
                return text;
            }
            split.problem(PATTERN, "must have a capture group, as (…), was " + Section.quoted(text.get()));
        } catch (PatternSyntaxException e) {
            split.problem(
                    PATTERN, "is no regular expression: " + e.getDescription() + " in " + Section.quoted(text.get()));
        }
        return Optional.empty();
    }
}
