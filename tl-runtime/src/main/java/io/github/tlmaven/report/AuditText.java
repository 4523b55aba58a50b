package io.github.tlmaven.report;

import io.github.tlmaven.spec.AuditKind;

/** What kinds of findings are called, and what they mean. */
public final class AuditText {

    private AuditText() {}

    /** A heading. */
    public static String title(AuditKind kind) {
        return switch (kind) {
            case LEAKAGE -> "Leakage between parts";
            case LABEL_CONFLICTS -> "One picture under two labels";
            case DUPLICATES -> "Duplicates";
            case NEAR_DUPLICATES -> "Near duplicates";
            case SIMILAR_FEATURES -> "Similar features";
            case UNREADABLE -> "Unreadable files";
            case CONSTANT_PICTURES -> "Pictures of a single colour";
            case TINY_PICTURES -> "Tiny pictures";
            case EXTREME_RATIOS -> "Extreme aspect ratios";
            case SMALL_CLASSES -> "Small classes";
            case IMBALANCE -> "Imbalance";
            case MISSING_CLASSES -> "Sets without a class";
        };
    }

    /** Why a kind matters, and what to do. */
    public static String meaning(AuditKind kind) {
        return switch (kind) {
            case LEAKAGE ->
                "A model that has met a picture is judged, or chosen, by the same one: scores come out too high. Remove one"
                        + " of each pair, or keep both in one part.";
            case LABEL_CONFLICTS -> "At most one of the labels is right. Remove the other picture, or mend its label.";
            case DUPLICATES -> "Equal pixels count twice. Remove one of each.";
            case NEAR_DUPLICATES ->
                "Pictures that look alike add little, and a new split may tear them apart. Remove one of each, if they"
                        + " show the same.";
            case SIMILAR_FEATURES ->
                "A network sees nearly one picture, as of a mirror image, though by their pixels they do not look alike."
                        + " Where they show the same, remove one of each pair, or keep both in one part.";
            case UNREADABLE -> "These files could not be read and took no part. Mend or remove them.";
            case CONSTANT_PICTURES -> "There is nothing to see. Remove them, if they are no class of their own.";
            case TINY_PICTURES -> "Networks are shown an enlargement without detail. Look for larger ones.";
            case EXTREME_RATIOS ->
                "The square crop from the middle shows a small share of them. Crop them to what matters.";
            case SMALL_CLASSES -> "There is little to learn from. Collect more.";
            case IMBALANCE ->
                "Accuracy hardly sees small classes. Look at macro-F1, and try <classWeights> or <sampling>.";
            case MISSING_CLASSES -> "Nothing is learnt of the class, or nothing is known of its accuracy.";
        };
    }
}
