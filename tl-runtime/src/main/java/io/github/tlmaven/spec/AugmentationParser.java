package io.github.tlmaven.spec;

import io.github.tlmaven.spec.AugmentationSpec.Preset;
import io.github.tlmaven.spec.AugmentationStep.Affine;
import io.github.tlmaven.spec.AugmentationStep.Blur;
import io.github.tlmaven.spec.AugmentationStep.ColorJitter;
import io.github.tlmaven.spec.AugmentationStep.Crop;
import io.github.tlmaven.spec.AugmentationStep.Erasing;
import io.github.tlmaven.spec.AugmentationStep.Flip;
import io.github.tlmaven.spec.AugmentationStep.Grayscale;
import io.github.tlmaven.spec.AugmentationStep.RandAugment;
import io.github.tlmaven.spec.AugmentationStep.Rotation;
import io.github.tlmaven.spec.AugmentationStep.TrivialAugment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code <augmentation>}: the word of a preset, or an element for each step. */
final class AugmentationParser {

    private static final String PROBABILITY = "probability";
    private static final String INTERPOLATION = "interpolation";
    private static final String DEGREES = "degrees";
    private static final String SCALE = "scale";
    private static final String RATIO = "ratio";
    private static final String SHEAR = "shear";
    private static final String ALPHA = "alpha";
    private static final String KERNEL_SIZE = "kernelSize";
    private static final String MAGNITUDE = "magnitude";

    private static final Range CHANCE = new Range(value -> value >= 0 && value <= 1, "a number from 0 to 1");
    private static final Range TURN =
            new Range(value -> value >= 0 && value <= Rotation.HALF_TURN, "a number from 0 to 180");
    private static final Range HUE =
            new Range(value -> value >= 0 && value <= ColorJitter.LARGEST_HUE, "a number from 0 to 0.5");
    private static final Range SHEARING =
            new Range(value -> value >= 0 && value < Affine.RIGHT_ANGLE, "a number of at least 0 and below 90");

    private static final Map<String, Resampling> SAMPLINGS = Words.of(Resampling.values(), Resampling::keyword);

    private final Section section;

    private AugmentationParser(Section section) {
        this.section = section;
    }

    /**
     * Reads one element of an experiment. What is wrong is noted in it.
     *
     * @param experiment the element around it
     * @param name       of the element, which may be absent
     * @param otherwise  what holds where it is absent
     */
    static AugmentationSpec parse(Section experiment, String name, AugmentationSpec otherwise) {
        boolean nested =
                experiment.child(name).map(child -> !child.children().isEmpty()).orElse(false);
        if (nested) {
            return new AugmentationParser(experiment.section(name)).steps();
        }
        return experiment
                .word(name, Words.of(Preset.values(), Preset::keyword))
                .map(Preset::spec)
                .orElse(otherwise);
    }

    private AugmentationSpec steps() {
        section.allow(AugmentationStep.ORDER);
        if (section.has(RandAugment.KEYWORD)) {
            section.refuse(TrivialAugment.KEYWORD, "beside <randAugment>, of which it is the simpler form");
        }
        List<AugmentationStep> steps = new ArrayList<>();
        for (String keyword : AugmentationStep.ORDER) {
            boolean beside = keyword.equals(TrivialAugment.KEYWORD) && section.has(RandAugment.KEYWORD);
            if (section.has(keyword) && !beside) {
                steps.add(step(keyword, section.section(keyword)));
            }
        }
        return new AugmentationSpec(steps);
    }

    private static AugmentationStep step(String keyword, Section step) {
        return switch (keyword) {
            case Crop.KEYWORD -> crop(step);
            case Flip.KEYWORD -> flip(step);
            case Affine.KEYWORD -> affine(step);
            case Rotation.KEYWORD -> rotation(step);
            case RandAugment.KEYWORD -> randAugment(step);
            case TrivialAugment.KEYWORD -> trivialAugment(step);
            case ColorJitter.KEYWORD -> colorJitter(step);
            case Grayscale.KEYWORD -> grayscale(step);
            case Blur.KEYWORD -> blur(step);
            case Erasing.KEYWORD -> erasing(step);
            case MixingStep.Mixup.KEYWORD -> new MixingStep.Mixup(alpha(step, MixingStep.Mixup.ALPHA));
            case MixingStep.Cutmix.KEYWORD -> new MixingStep.Cutmix(alpha(step, MixingStep.Cutmix.ALPHA));
            default -> throw new IllegalStateException("no parser of " + keyword);
        };
    }

    private static Crop crop(Section step) {
        step.allow(List.of(SCALE, RATIO));
        return new Crop(
                BoundsParser.parse(step, SCALE, Range.FACTOR, Crop.SCALE),
                BoundsParser.parse(step, RATIO, Range.POSITIVE, Crop.RATIO));
    }

    private static Flip flip(Section step) {
        step.allow(List.of("horizontal", "vertical"));
        return new Flip(step.real("horizontal", CHANCE, Flip.HORIZONTAL), step.real("vertical", CHANCE, 0));
    }

    private static Affine affine(Section step) {
        step.allow(List.of(DEGREES, "translateX", "translateY", SCALE, SHEAR, INTERPOLATION));
        return new Affine(
                step.real(DEGREES, TURN, 0),
                step.real("translateX", CHANCE, 0),
                step.real("translateY", CHANCE, 0),
                BoundsParser.parse(step, SCALE, Range.POSITIVE, Affine.SCALE),
                step.real(SHEAR, SHEARING, 0),
                sampling(step));
    }

    private static Rotation rotation(Section step) {
        step.allow(List.of(DEGREES, INTERPOLATION));
        step.require(DEGREES, "write the largest turn in either direction, as 15");
        return new Rotation(step.real(DEGREES, TURN, 0), sampling(step));
    }

    private static RandAugment randAugment(Section step) {
        step.allow(List.of("operations", MAGNITUDE, INTERPOLATION));
        int operations = step.whole("operations", 1, RandAugment.OPERATIONS);
        int magnitude = step.whole(MAGNITUDE, 0, RandAugment.MAGNITUDE);
        if (magnitude >= RandAugment.BINS) {
            step.problem(MAGNITUDE, "must be at most " + (RandAugment.BINS - 1) + ", was '" + magnitude + "'");
            magnitude = RandAugment.MAGNITUDE;
        }
        return new RandAugment(operations, magnitude, sampling(step));
    }

    private static TrivialAugment trivialAugment(Section step) {
        step.allow(List.of(INTERPOLATION));
        return new TrivialAugment(sampling(step));
    }

    private static ColorJitter colorJitter(Section step) {
        List<String> names = List.of("brightness", "contrast", "saturation", "hue");
        step.allow(names);
        if (names.stream().noneMatch(step::has)) {
            step.require(names.get(0), "write at least one of <brightness>, <contrast>, <saturation> and <hue>");
        }
        return new ColorJitter(
                step.real("brightness", Range.NOT_NEGATIVE, 0),
                step.real("contrast", Range.NOT_NEGATIVE, 0),
                step.real("saturation", Range.NOT_NEGATIVE, 0),
                step.real("hue", HUE, 0));
    }

    private static Grayscale grayscale(Section step) {
        step.allow(List.of(PROBABILITY));
        return new Grayscale(step.real(PROBABILITY, CHANCE, Grayscale.PROBABILITY));
    }

    private static Blur blur(Section step) {
        step.allow(List.of(PROBABILITY, KERNEL_SIZE, "sigma"));
        int size = step.whole(KERNEL_SIZE, 1, Blur.KERNEL_SIZE);
        if (size % 2 == 0) {
            step.problem(KERNEL_SIZE, "must be odd, so that the kernel has a centre, was '" + size + "'");
            size = Blur.KERNEL_SIZE;
        }
        return new Blur(
                step.real(PROBABILITY, CHANCE, Blur.PROBABILITY),
                size,
                BoundsParser.parse(step, "sigma", Range.POSITIVE, Blur.SIGMA));
    }

    private static Erasing erasing(Section step) {
        step.allow(List.of(PROBABILITY, SCALE, RATIO));
        return new Erasing(
                step.real(PROBABILITY, CHANCE, Erasing.PROBABILITY),
                BoundsParser.parse(step, SCALE, CHANCE, Erasing.SCALE),
                BoundsParser.parse(step, RATIO, Range.POSITIVE, Erasing.RATIO));
    }

    private static double alpha(Section step, double otherwise) {
        step.allow(List.of(ALPHA));
        return step.real(ALPHA, Range.POSITIVE, otherwise);
    }

    private static Resampling sampling(Section step) {
        return step.word(INTERPOLATION, SAMPLINGS).orElse(Resampling.NEAREST);
    }
}
