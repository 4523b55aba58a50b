package io.github.tlmaven.spec;

import java.util.List;

/**
 * One random transform of training pictures. Names, meanings and defaults are torchvision's; the words stand in the
 * pom's {@code <augmentation>}.
 */
public sealed interface AugmentationStep
        permits AugmentationStep.Crop,
                AugmentationStep.Flip,
                AugmentationStep.Affine,
                AugmentationStep.Rotation,
                AugmentationStep.RandAugment,
                AugmentationStep.TrivialAugment,
                AugmentationStep.ColorJitter,
                AugmentationStep.Grayscale,
                AugmentationStep.Blur,
                AugmentationStep.Erasing,
                MixingStep {

    /** Keywords of all steps in the order in which they are carried out, wherever they stand in the pom. */
    List<String> ORDER = List.of(
            Crop.KEYWORD,
            Flip.KEYWORD,
            Affine.KEYWORD,
            Rotation.KEYWORD,
            RandAugment.KEYWORD,
            TrivialAugment.KEYWORD,
            ColorJitter.KEYWORD,
            Grayscale.KEYWORD,
            Blur.KEYWORD,
            Erasing.KEYWORD,
            MixingStep.Mixup.KEYWORD,
            MixingStep.Cutmix.KEYWORD);

    /** The element's name in the pom. */
    String keyword();

    /**
     * {@code RandomResizedCrop}: a random rectangle becomes the network's input. Without it the picture is resized and
     * its centre cut out as for evaluation.
     *
     * @param scale share of the picture's area, above 0 and at most 1
     * @param ratio width / height of the rectangle, above 0; its logarithm is uniform
     */
    record Crop(Bounds scale, Bounds ratio) implements AugmentationStep {
        static final String KEYWORD = "crop";
        /** RandomResizedCrop's default. */
        static final Bounds SCALE = new Bounds(0.08, 1);
        /** RandomResizedCrop's default. */
        static final Bounds RATIO = new Bounds(3.0 / 4.0, 4.0 / 3.0);

        /** Checks the ranges. */
        public Crop {
            Checks.require(scale.low() > 0 && scale.high() <= 1, "scale", scale, "above 0 and at most 1");
            Checks.require(ratio.low() > 0, "ratio", ratio, "above 0");
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code RandomHorizontalFlip} and {@code RandomVerticalFlip}.
     *
     * @param horizontal probability that left and right are swapped
     * @param vertical   probability that top and bottom are swapped
     */
    record Flip(double horizontal, double vertical) implements AugmentationStep {
        static final String KEYWORD = "flip";
        /** RandomHorizontalFlip's default. */
        static final double HORIZONTAL = 0.5;

        /** Checks the ranges. */
        public Flip {
            Checks.probability("horizontal", horizontal);
            Checks.probability("vertical", vertical);
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code RandomAffine} about the centre; what comes from outside is black.
     *
     * @param degrees    largest turn in either direction, 0 to 180
     * @param translateX largest shift in either direction as a share of the width, 0 to 1
     * @param translateY largest shift in either direction as a share of the height, 0 to 1
     * @param scale      factor of the size, above 0
     * @param shear      largest shear along x in either direction in degrees, at least 0 and below 90
     * @param sampling   how pixels are found
     */
    record Affine(double degrees, double translateX, double translateY, Bounds scale, double shear, Resampling sampling)
            implements AugmentationStep {
        static final String KEYWORD = "affine";
        /** No scaling, RandomAffine's default. */
        static final Bounds SCALE = new Bounds(1, 1);

        static final double RIGHT_ANGLE = 90;

        /** Checks the ranges. */
        public Affine {
            Rotation.requireTurn(degrees);
            Checks.probability("translateX", translateX);
            Checks.probability("translateY", translateY);
            Checks.require(scale.low() > 0, "scale", scale, "above 0");
            Checks.require(shear >= 0 && shear < RIGHT_ANGLE, "shear", shear, "at least 0 and below 90");
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code RandomRotation} about the centre; what comes from outside is black.
     *
     * @param degrees  largest turn in either direction, 0 to 180
     * @param sampling how pixels are found
     */
    record Rotation(double degrees, Resampling sampling) implements AugmentationStep {
        static final String KEYWORD = "rotation";
        static final double HALF_TURN = 180;

        /** Checks the range. */
        public Rotation {
            requireTurn(degrees);
        }

        static void requireTurn(double degrees) {
            Checks.require(degrees >= 0 && degrees <= HALF_TURN, "degrees", degrees, "0 to 180");
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code RandAugment} (Cubuk and others 2020): some of 14 operations in turn, all of one strength.
     *
     * @param operations how many in turn, 1 or more
     * @param magnitude  their strength, from 0 to below {@link #BINS}
     * @param sampling   how rotation, shear and translation find pixels
     */
    record RandAugment(int operations, int magnitude, Resampling sampling) implements AugmentationStep {
        static final String KEYWORD = "randAugment";
        /** Steps of each magnitude, torchvision's {@code num_magnitude_bins}. */
        public static final int BINS = 31;
        /** torchvision's default. */
        static final int OPERATIONS = 2;
        /** torchvision's default. */
        static final int MAGNITUDE = 9;

        /** Checks the ranges. */
        public RandAugment {
            Checks.require(operations >= 1, "operations", operations, "1 or more");
            Checks.require(magnitude >= 0 && magnitude < BINS, "magnitude", magnitude, "0 to " + (BINS - 1));
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code TrivialAugmentWide} (Müller and Hutter 2021): one of 14 operations, of a random strength.
     *
     * @param sampling how rotation, shear and translation find pixels
     */
    record TrivialAugment(Resampling sampling) implements AugmentationStep {
        static final String KEYWORD = "trivialAugment";
        /** Steps of each magnitude, torchvision's {@code num_magnitude_bins}. */
        public static final int BINS = 31;

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code ColorJitter}: brightness, contrast, saturation and hue in random order. The first three are multiplied by a
     * factor uniform in [max(0, 1 - x), 1 + x]; 0 leaves one out.
     *
     * @param brightness largest change, 0 or more
     * @param contrast   largest change, 0 or more
     * @param saturation largest change, 0 or more
     * @param hue        largest turn in either direction as a part of the circle, 0 to 0.5
     */
    record ColorJitter(double brightness, double contrast, double saturation, double hue) implements AugmentationStep {
        static final String KEYWORD = "colorJitter";
        static final double LARGEST_HUE = 0.5;

        /** Checks the ranges. */
        public ColorJitter {
            Checks.notNegative("brightness", brightness);
            Checks.notNegative("contrast", contrast);
            Checks.notNegative("saturation", saturation);
            Checks.require(hue >= 0 && hue <= LARGEST_HUE, "hue", hue, "0 to 0.5");
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code RandomGrayscale}.
     *
     * @param probability of a picture to lose its colours
     */
    record Grayscale(double probability) implements AugmentationStep {
        static final String KEYWORD = "grayscale";
        /** RandomGrayscale's default. */
        static final double PROBABILITY = 0.1;

        /** Checks the range. */
        public Grayscale {
            Checks.probability("probability", probability);
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code GaussianBlur} of some pictures.
     *
     * @param probability of a picture to be blurred
     * @param kernelSize  length and height of the kernel in pixels, odd
     * @param sigma       standard deviation in pixels, above 0
     */
    record Blur(double probability, int kernelSize, Bounds sigma) implements AugmentationStep {
        static final String KEYWORD = "blur";
        /** Every picture, as GaussianBlur alone does it. */
        static final double PROBABILITY = 1;
        /** Two standard deviations on either side where the blur is strongest; torchvision has no default. */
        static final int KERNEL_SIZE = 9;
        /** GaussianBlur's default. */
        static final Bounds SIGMA = new Bounds(0.1, 2);

        /** Checks the ranges. */
        public Blur {
            Checks.probability("probability", probability);
            Checks.require(kernelSize >= 1 && kernelSize % 2 == 1, "kernelSize", kernelSize, "odd and 1 or more");
            Checks.require(sigma.low() > 0, "sigma", sigma, "above 0");
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * {@code RandomErasing} (Zhong and others 2020) after normalisation: a random rectangle becomes 0, the mean colour.
     *
     * @param probability of a picture to lose a rectangle
     * @param scale       share of the picture's area, 0 to 1
     * @param ratio       height / width of the rectangle, above 0; its logarithm is uniform
     */
    record Erasing(double probability, Bounds scale, Bounds ratio) implements AugmentationStep {
        static final String KEYWORD = "erasing";
        /** RandomErasing's default. */
        static final double PROBABILITY = 0.5;
        /** RandomErasing's default. */
        static final Bounds SCALE = new Bounds(0.02, 0.33);
        /** RandomErasing's default. */
        static final Bounds RATIO = new Bounds(0.3, 3.3);

        /** Checks the ranges. */
        public Erasing {
            Checks.probability("probability", probability);
            Checks.require(scale.within(0, 1), "scale", scale, "0 to 1");
            Checks.require(ratio.low() > 0, "ratio", ratio, "above 0");
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }
}
