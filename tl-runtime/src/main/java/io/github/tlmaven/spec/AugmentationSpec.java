package io.github.tlmaven.spec;

import io.github.tlmaven.spec.AugmentationStep.Crop;
import io.github.tlmaven.spec.AugmentationStep.Erasing;
import io.github.tlmaven.spec.AugmentationStep.Flip;
import io.github.tlmaven.spec.AugmentationStep.RandAugment;
import io.github.tlmaven.spec.AugmentationStep.TrivialAugment;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is done to training pictures at random; evaluation pictures are never touched.
 *
 * @param steps in the order of {@link AugmentationStep#ORDER}, each at most once, and at most one of RandAugment and
 *              TrivialAugment; empty where pictures stay as evaluation sees them
 */
public record AugmentationSpec(List<AugmentationStep> steps) {

    /**
     * At least this share of the area stays: pictures of small datasets are often framed tightly, and a crop that loses
     * the thing teaches the wrong label.
     */
    private static final Bounds LIGHT_SCALE = new Bounds(0.6, 1);

    /** Of torchvision's training recipe, which lets TrivialAugment do most. */
    private static final double STRONG_ERASING = 0.1;

    /** Puts the steps in order and checks that they can stand together. */
    public AugmentationSpec {
        Set<String> seen = new HashSet<>();
        for (AugmentationStep step : steps) {
            Checks.require(seen.add(step.keyword()), "steps", step.keyword(), "given once each");
        }
        Checks.require(
                !seen.contains(RandAugment.KEYWORD) || !seen.contains(TrivialAugment.KEYWORD),
                "steps",
                seen,
                "without one of randAugment and trivialAugment");
        steps = steps.stream()
                .sorted(Comparator.comparingInt(step -> AugmentationStep.ORDER.indexOf(step.keyword())))
                .toList();
    }

    /** Sets of steps that have a word of their own in the pom. */
    public enum Preset {
        /** The pictures as evaluation sees them. */
        NONE("none"),
        /** A random resized crop of most of the picture, and a horizontal flip of every second one. */
        LIGHT("light"),
        /**
         * What torchvision's IMAGENET1K_V2 weights were trained with, without mixing: for data so many and training so
         * long that {@code light} overfits.
         */
        STRONG("strong");

        private final String keyword;

        Preset(String keyword) {
            this.keyword = keyword;
        }

        /** The word that stands in the pom's {@code <augmentation>}. */
        public String keyword() {
            return keyword;
        }

        /** The steps. */
        public AugmentationSpec spec() {
            Flip flip = new Flip(Flip.HORIZONTAL, 0);
            return switch (this) {
                case NONE -> new AugmentationSpec(List.of());
                case LIGHT -> new AugmentationSpec(List.of(new Crop(LIGHT_SCALE, Crop.RATIO), flip));
                case STRONG ->
                    new AugmentationSpec(List.of(
                            new Crop(Crop.SCALE, Crop.RATIO),
                            flip,
                            new TrivialAugment(Resampling.BILINEAR),
                            new Erasing(STRONG_ERASING, Erasing.SCALE, Erasing.RATIO)));
            };
        }
    }

    /** Nothing is done. */
    public static AugmentationSpec none() {
        return Preset.NONE.spec();
    }

    /** The default of fine-tuning. */
    public static AugmentationSpec light() {
        return Preset.LIGHT.spec();
    }

    /** For much data and long training. */
    public static AugmentationSpec strong() {
        return Preset.STRONG.spec();
    }

    /** Whether pictures stay as evaluation sees them. */
    public boolean isNone() {
        return steps.isEmpty();
    }

    /** The preset that these steps are, however they were written. */
    public Optional<Preset> preset() {
        for (Preset preset : Preset.values()) {
            if (preset.spec().equals(this)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }

    /** The step of a kind, where it is there. */
    public <S extends AugmentationStep> Optional<S> step(Class<S> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Whether pictures are combined, so that targets are soft and views of single pictures cannot be stored. */
    public boolean mixes() {
        return steps.stream().anyMatch(MixingStep.class::isInstance);
    }

    /** A text that distinguishes it from every other, for digests: a preset's keyword, else its JSON. */
    public String key() {
        return preset().map(Preset::keyword).orElseGet(() -> Json.writeCompact(AugmentationCodec.toJson(this)));
    }

    /** A phrase for tables and logs, such as {@code light} or {@code crop, flip, colorJitter}. */
    public String label() {
        return preset().map(Preset::keyword)
                .orElseGet(() -> steps.stream().map(AugmentationStep::keyword).collect(Collectors.joining(", ")));
    }
}
