package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.data.augment.AffineMap.Motion;
import io.github.tlmaven.spec.Resampling;

/**
 * The operations of RandAugment and TrivialAugmentWide, in torchvision's order and as it carries them out. How strong
 * they can be is {@link Magnitudes}' part.
 */
enum Operation {
    IDENTITY,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y,
    ROTATE,
    BRIGHTNESS,
    COLOR,
    CONTRAST,
    SHARPNESS,
    POSTERIZE,
    SOLARIZE,
    AUTO_CONTRAST,
    EQUALIZE;

    /** Whether a magnitude means something to it. */
    boolean hasMagnitude() {
        return switch (this) {
            case IDENTITY, AUTO_CONTRAST, EQUALIZE -> false;
            default -> true;
        };
    }

    /** Whether its magnitude is taken with either sign, each half of the time. */
    boolean isSigned() {
        return hasMagnitude() && this != POSTERIZE && this != SOLARIZE;
    }

    /**
     * Carries it out.
     *
     * @param magnitude tangent of a shear, pixels, degrees counter-clockwise, change of a factor from 1, bits that stay
     *                  or threshold, by the kind of operation; without meaning where it has none
     */
    RgbImage apply(RgbImage picture, double magnitude, Resampling sampling) {
        return switch (this) {
            case IDENTITY -> picture;
            case SHEAR_X -> Warp.shear(picture, magnitude, 0, sampling);
            case SHEAR_Y -> Warp.shear(picture, 0, magnitude, sampling);
            case TRANSLATE_X -> Warp.move(picture, Motion.translated((int) magnitude, 0), sampling);
            case TRANSLATE_Y -> Warp.move(picture, Motion.translated(0, (int) magnitude), sampling);
            case ROTATE -> Warp.rotate(picture, magnitude, sampling);
            case BRIGHTNESS -> Enhance.brightness(picture, 1 + magnitude);
            case COLOR -> Enhance.saturation(picture, 1 + magnitude);
            case CONTRAST -> Enhance.contrast(picture, 1 + magnitude);
            case SHARPNESS -> Enhance.sharpness(picture, 1 + magnitude);
            case POSTERIZE -> Tones.posterize(picture, (int) magnitude);
            case SOLARIZE -> Tones.solarize(picture, magnitude);
            case AUTO_CONTRAST -> Tones.autocontrast(picture);
            case EQUALIZE -> Tones.equalize(picture);
        };
    }
}
