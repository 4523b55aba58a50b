package io.github.tlmaven.spec;

import java.util.Arrays;
import java.util.List;

/** What the audit of a dataset looks for, in the order in which findings are shown. */
public enum AuditKind {
    /** One picture in two parts, of which models learn from one, or are chosen by it. */
    LEAKAGE("leakage", Severity.FAIL),
    /** One picture under two labels. */
    LABEL_CONFLICTS("labelConflicts", Severity.WARN),
    /** Equal pixels, within a part or between parts that models are judged on. */
    DUPLICATES("duplicates", Severity.WARN),
    /** Pictures that look alike, within a part or between parts that models are judged on. */
    NEAR_DUPLICATES("nearDuplicates", Severity.WARN),
    /** Pictures that a network sees as nearly one, and that do not look alike by their pixels; in any sets. */
    SIMILAR_FEATURES("similarFeatures", Severity.WARN),
    /** A file that was left out, as {@code <corrupt>skip</corrupt>} allows. */
    UNREADABLE("unreadable", Severity.WARN),
    /** A picture of a single colour. */
    CONSTANT_PICTURES("constantPictures", Severity.WARN),
    /** A picture with a short side. */
    TINY_PICTURES("tinyPictures", Severity.WARN),
    /** A picture that is much longer in one direction than in the other. */
    EXTREME_RATIOS("extremeRatios", Severity.WARN),
    /** A class with few pictures to learn from. */
    SMALL_CLASSES("smallClasses", Severity.WARN),
    /** A class with far more pictures to learn from than another. */
    IMBALANCE("imbalance", Severity.WARN),
    /** A part or an evaluation set without pictures of a class. */
    MISSING_CLASSES("missingClasses", Severity.WARN);

    private final String keyword;
    private final Severity usual;

    AuditKind(String keyword, Severity usual) {
        this.keyword = keyword;
        this.usual = usual;
    }

    /** What follows from a finding. */
    public enum Severity {
        /** The build stops before training. */
        FAIL("fail"),
        /** The finding is logged and reported. */
        WARN("warn"),
        /** Nothing is looked for. */
        IGNORE("ignore");

        private final String keyword;

        Severity(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom and in files. */
        public String keyword() {
            return keyword;
        }
    }

    /** Name of the element below {@code <dataset><audit>}, and in files. */
    public String keyword() {
        return keyword;
    }

    /** What holds where the pom says nothing. */
    public Severity usual() {
        return usual;
    }

    /** Kinds whose severity the pom can set: all but unreadable files, which {@code <corrupt>} decides on. */
    public static List<AuditKind> configurable() {
        return Arrays.stream(values()).filter(kind -> kind != UNREADABLE).toList();
    }
}
