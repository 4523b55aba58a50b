package io.github.tlmaven.spec;

/** Combines each training picture and its target with those of another one, drawn from the whole training part. */
public sealed interface MixingStep extends AugmentationStep {

    /** Both parameters of the beta distribution of the share that the picture itself keeps, above 0. */
    double alpha();

    /**
     * mixup (Zhang and others 2018): a picture and its target become weighted means with another one's. Beside
     * {@link Cutmix} either is taken for half of the pictures.
     *
     * @param alpha both parameters of the weight's beta distribution, above 0
     */
    record Mixup(double alpha) implements MixingStep {
        static final String KEYWORD = "mixup";
        /** Of torchvision's training recipe. */
        static final double ALPHA = 0.2;

        /** Checks the range. */
        public Mixup {
            Checks.positive("alpha", alpha);
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }

    /**
     * CutMix (Yun and others 2019): a rectangle is taken from another picture, and the target shared out by area.
     *
     * @param alpha both parameters of the beta distribution of the share that stays, above 0
     */
    record Cutmix(double alpha) implements MixingStep {
        static final String KEYWORD = "cutmix";
        /** Of torchvision's training recipe. */
        static final double ALPHA = 1;

        /** Checks the range. */
        public Cutmix {
            Checks.positive("alpha", alpha);
        }

        @Override
        public String keyword() {
            return KEYWORD;
        }
    }
}
