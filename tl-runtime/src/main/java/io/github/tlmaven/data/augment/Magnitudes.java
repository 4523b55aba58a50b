package io.github.tlmaven.data.augment;

import io.github.tlmaven.spec.AugmentationStep;

/**
 * How strong an operation is at each step of its scale: torchvision 0.14's {@code _augmentation_space}. Values are
 * those of {@code torch.linspace} in single precision.
 *
 * @param shear       largest tangent
 * @param translation largest shift along x and along y, in pixels
 * @param rotation    largest turn, in degrees
 * @param enhancement largest change of a factor
 * @param bits        most bits that posterizing takes away
 * @param bins        steps of the scale
 */
record Magnitudes(float shear, Shift translation, float rotation, float enhancement, int bits, int bins) {

    private static final int SAMPLE_BITS = 8;

    /** Largest shifts along x and y in pixels. */
    record Shift(float x, float y) {}

    /** RandAugment's shift as a share of the side: 150 pixels of 331, AutoAugment's input. */
    private static final double RAND_SHIFT = 150.0 / 331.0;

    /** RandAugment's scale for a picture of a size. */
    static Magnitudes rand(int width, int height) {
        Shift shift = new Shift((float) (RAND_SHIFT * width), (float) (RAND_SHIFT * height));
        return new Magnitudes(0.3f, shift, 30f, 0.9f, 4, AugmentationStep.RandAugment.BINS);
    }

    /** TrivialAugmentWide's scale, which is in pixels whatever the picture's size. */
    static Magnitudes wide() {
        return new Magnitudes(0.99f, new Shift(32f, 32f), 135f, 0.99f, 6, AugmentationStep.TrivialAugment.BINS);
    }

    /**
     * The magnitude of an operation without its sign.
     *
     * @param level from 0 to below {@code bins}
     */
    double of(Operation operation, int level) {
        return switch (operation) {
            case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
            case SHEAR_X, SHEAR_Y -> rising(shear, level);
            case TRANSLATE_X -> rising(translation.x(), level);
            case TRANSLATE_Y -> rising(translation.y(), level);
            case ROTATE -> rising(rotation, level);
            case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> rising(enhancement, level);
            case POSTERIZE -> SAMPLE_BITS - Math.rint(level / ((bins - 1) / (double) bits));
            case SOLARIZE -> evenly(Samples.MAX, 0, level);
        };
    }

    private double rising(float largest, int level) {
        return evenly(0, largest, level);
    }

    /** {@code torch.linspace}, which counts from the nearer end. */
    private double evenly(float from, float to, int level) {
        float step = (to - from) / (bins - 1);
        return level < bins / 2 ? from + step * level : to - step * (bins - 1 - level);
    }
}
