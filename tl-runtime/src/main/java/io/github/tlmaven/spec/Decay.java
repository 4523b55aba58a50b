package io.github.tlmaven.spec;

import java.util.List;

/**
 * The learning rate behind the warm-up, as a factor of the peak rate. Each is a scheduler of torch.optim.lr_scheduler,
 * written out for a step instead of as a recursion.
 */
public sealed interface Decay {

    /** The word that stands in the pom's {@code <schedule>}. */
    String keyword();

    /**
     * Factor of a step.
     *
     * @param step counted from 0 at the end of the warm-up, below the span's total
     */
    double factor(int step, Span span);

    /**
     * The steps behind the warm-up.
     *
     * @param total         all of them, at least 1
     * @param stepsPerEpoch at least 1
     */
    record Span(int total, int stepsPerEpoch) {}

    /** Always 1, as ConstantLR with factor 1. */
    record Constant() implements Decay {
        @Override
        public String keyword() {
            return "constant";
        }

        @Override
        public double factor(int step, Span span) {
            return 1;
        }
    }

    /**
     * StepLR: gamma times as much after every so many epochs.
     *
     * @param stepEpochs 1 or more
     * @param gamma      above 0, at most 1
     */
    record Step(int stepEpochs, double gamma) implements Decay {
        /** Checks the ranges. */
        public Step {
            Checks.require(stepEpochs >= 1, "stepEpochs", stepEpochs, "1 or more");
            Checks.factor("gamma", gamma);
        }

        @Override
        public String keyword() {
            return "step";
        }

        @Override
        public double factor(int step, Span span) {
            int epoch = step / span.stepsPerEpoch();
            int falls = epoch / stepEpochs;
            return StrictMath.pow(gamma, falls);
        }
    }

    /**
     * MultiStepLR: gamma times as much after each of some epochs.
     *
     * @param milestones numbers of epochs, 1 or more, each above the one before
     * @param gamma      above 0, at most 1
     */
    record MultiStep(List<Integer> milestones, double gamma) implements Decay {
        /** Copies the list and checks the ranges. */
        public MultiStep {
            milestones = List.copyOf(milestones);
            boolean rising = !milestones.isEmpty() && milestones.get(0) >= 1;
            for (int i = 1; i < milestones.size(); i++) {
                rising &= milestones.get(i) > milestones.get(i - 1);
            }
            Checks.require(rising, "milestones", milestones, "one or more numbers from 1, in rising order");
            Checks.factor("gamma", gamma);
        }

        @Override
        public String keyword() {
            return "multi-step";
        }

        @Override
        public double factor(int step, Span span) {
            int epoch = step / span.stepsPerEpoch();
            long passed =
                    milestones.stream().filter(milestone -> epoch >= milestone).count();
            return StrictMath.pow(gamma, (double) passed);
        }
    }

    /**
     * ExponentialLR: gamma times as much after each epoch, in equal parts step by step.
     *
     * @param gamma above 0, at most 1
     */
    record Exponential(double gamma) implements Decay {
        /** Checks the range. */
        public Exponential {
            Checks.factor("gamma", gamma);
        }

        @Override
        public String keyword() {
            return "exponential";
        }

        @Override
        public double factor(int step, Span span) {
            return StrictMath.pow(gamma, (double) step / span.stepsPerEpoch());
        }
    }

    /**
     * PolynomialLR: (1 − t/T)ᵖ.
     *
     * @param power p, above 0
     */
    record Polynomial(double power) implements Decay {
        /** Checks the range. */
        public Polynomial {
            Checks.positive("power", power);
        }

        @Override
        public String keyword() {
            return "polynomial";
        }

        @Override
        public double factor(int step, Span span) {
            return StrictMath.pow(1 - (double) step / span.total(), power);
        }
    }

    /**
     * CosineAnnealingLR (Loshchilov and Hutter 2017): half a cosine from 1 to a last factor.
     *
     * @param finalFactor torch's eta_min divided by the peak rate, at least 0 and below 1
     */
    record Cosine(double finalFactor) implements Decay {
        /** Checks the range. */
        public Cosine {
            Checks.fraction("finalFactor", finalFactor);
        }

        @Override
        public String keyword() {
            return "cosine";
        }

        @Override
        public double factor(int step, Span span) {
            double progress = (double) step / span.total();
            return finalFactor + (1 - finalFactor) * (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
        }
    }

    /**
     * OneCycleLR (Smith and Topin 2019), with torch's divisors and cosines: up to 1 over a share of all steps, then down
     * to nearly nothing in the last step. Momentum stays as it is.
     *
     * @param peakAt share of the steps at whose end the rate is highest, above 0 and below 1; torch's pct_start
     */
    record OneCycle(double peakAt) implements Decay {

        private static final double FIRST = 1.0 / 25;
        private static final double LAST = FIRST / 1e4;

        /** Checks the range. */
        public OneCycle {
            Checks.require(peakAt > 0 && peakAt < 1, "peakAt", peakAt, "above 0 and below 1");
        }

        @Override
        public String keyword() {
            return "one-cycle";
        }

        @Override
        public double factor(int step, Span span) {
            double peak = peakAt * span.total() - 1; // below 0 where there are few steps: they fall from the first on
            if (step < peak) {
                return between(FIRST, 1, step / peak);
            }
            return between(1, LAST, (step - peak) / (span.total() - 1 - peak));
        }

        private static double between(double from, double to, double progress) {
            return to + (from - to) / 2 * (1 + StrictMath.cos(StrictMath.PI * progress));
        }
    }
}
