package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.data.augment.AffineMap.Motion;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.spec.AugmentationStep.Affine;
import io.github.tlmaven.spec.AugmentationStep.ColorJitter;
import io.github.tlmaven.spec.AugmentationStep.RandAugment;
import io.github.tlmaven.spec.AugmentationStep.TrivialAugment;
import io.github.tlmaven.spec.Bounds;

/** Transforms that make several random choices each, by the laws of torchvision's classes of the same names. */
final class RandomPolicies {

    /** ColorJitter's adjustments by torchvision's numbers. */
    private static final int BRIGHTNESS = 0;

    private static final int CONTRAST = 1;
    private static final int SATURATION = 2;
    private static final int HUE = 3;
    private static final int ADJUSTMENTS = 4;

    private RandomPolicies() {}

    static double uniform(Bounds bounds, Draws draws) {
        return draws.nextDouble(bounds.low(), bounds.high());
    }

    static RgbImage randAugment(RgbImage picture, RandAugment step, Draws draws) {
        RgbImage result = picture;
        for (int i = 0; i < step.operations(); i++) {
            Choice choice = Choice.rand(step, picture.width(), picture.height(), draws);
            result = choice.operation().apply(result, choice.magnitude(), step.sampling());
        }
        return result;
    }

    static RgbImage trivialAugment(RgbImage picture, TrivialAugment step, Draws draws) {
        Choice choice = Choice.trivial(draws);
        return choice.operation().apply(picture, choice.magnitude(), step.sampling());
    }

    static RgbImage colorJitter(RgbImage picture, ColorJitter step, Draws draws) {
        int[] order = draws.permutation(ADJUSTMENTS);
        RgbImage result = picture;
        for (int adjustment : order) {
            result = adjust(result, adjustment, step, draws);
        }
        return result;
    }

    /** Only what is switched on, because the detour over HSV changes a picture even where the hue stays. */
    private static RgbImage adjust(RgbImage picture, int adjustment, ColorJitter step, Draws draws) {
        double share = draws.nextDouble();
        return switch (adjustment) {
            case BRIGHTNESS ->
                step.brightness() == 0 ? picture : Enhance.brightness(picture, factor(step.brightness(), share));
            case CONTRAST -> step.contrast() == 0 ? picture : Enhance.contrast(picture, factor(step.contrast(), share));
            case SATURATION ->
                step.saturation() == 0 ? picture : Enhance.saturation(picture, factor(step.saturation(), share));
            case HUE -> step.hue() == 0 ? picture : Hue.adjust(picture, step.hue() * (2 * share - 1));
            default -> throw new IllegalArgumentException("no adjustment " + adjustment);
        };
    }

    /** Uniform in [max(0, 1 - change), 1 + change). */
    private static double factor(double change, double share) {
        double low = Math.max(0, 1 - change);
        return low + (1 + change - low) * share;
    }

    static RgbImage affine(RgbImage picture, Affine step, Draws draws) {
        double degrees = draws.nextDouble(-step.degrees(), step.degrees());
        double farX = step.translateX() * picture.width();
        double farY = step.translateY() * picture.height();
        int x = (int) Math.rint(draws.nextDouble(-farX, farX));
        int y = (int) Math.rint(draws.nextDouble(-farY, farY));
        double scale = uniform(step.scale(), draws);
        double shear = draws.nextDouble(-step.shear(), step.shear());
        return Warp.move(picture, new Motion(degrees, x, y, scale, shear, 0), step.sampling());
    }
}
