package io.github.tlmaven.spec;

/** An update rule of torch.optim with its options. */
public sealed interface OptimizerSpec {

    /** The word that stands in the pom's {@code <optimizer>}. */
    String keyword();

    /** Peak learning rate. */
    double learningRate();

    /** Decay of the weights; decoupled from the gradient in AdamW, added to it in the others, as torch.optim has it. */
    double weightDecay();

    /**
     * Stochastic gradient descent as torch.optim.SGD.
     *
     * @param momentum  in [0, 1)
     * @param dampening share of the gradient that does not enter the velocity, in [0, 1); 0 with Nesterov's momentum
     * @param nesterov  Nesterov's momentum (Sutskever and others 2013), which needs a momentum above 0
     */
    record Sgd(double learningRate, double momentum, double dampening, boolean nesterov, double weightDecay)
            implements OptimizerSpec {
        /** Checks the ranges. */
        public Sgd {
            Checks.positive("learningRate", learningRate);
            Checks.fraction("momentum", momentum);
            Checks.fraction("dampening", dampening);
            Checks.require(
                    !nesterov || (momentum > 0 && dampening == 0),
                    "nesterov",
                    nesterov,
                    "false without momentum or with dampening");
            Checks.notNegative("weightDecay", weightDecay);
        }

        /** With a plain momentum. */
        public Sgd(double learningRate, double momentum, double weightDecay) {
            this(learningRate, momentum, 0, false, weightDecay);
        }

        @Override
        public String keyword() {
            return "sgd";
        }
    }

    /**
     * What Adam and AdamW average gradients with.
     *
     * @param beta1   decay of the first moment, in [0, 1)
     * @param beta2   decay of the second moment, in [0, 1)
     * @param epsilon added to the root of the second moment, above 0
     */
    record Moments(double beta1, double beta2, double epsilon) {

        /** torch.optim's defaults. */
        public static final Moments TORCH = new Moments(0.9, 0.999, 1e-8);

        /** Checks the ranges. */
        public Moments {
            Checks.fraction("beta1", beta1);
            Checks.fraction("beta2", beta2);
            Checks.positive("epsilon", epsilon);
        }
    }

    /** Adam (Kingma and Ba 2015) as torch.optim.Adam. */
    record Adam(double learningRate, Moments moments, double weightDecay) implements OptimizerSpec {
        /** Checks the ranges. */
        public Adam {
            Checks.positive("learningRate", learningRate);
            Checks.notNegative("weightDecay", weightDecay);
        }

        @Override
        public String keyword() {
            return "adam";
        }
    }

    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019) as torch.optim.AdamW. */
    record AdamW(double learningRate, Moments moments, double weightDecay) implements OptimizerSpec {
        /** Checks the ranges. */
        public AdamW {
            Checks.positive("learningRate", learningRate);
            Checks.notNegative("weightDecay", weightDecay);
        }

        /** With torch.optim.AdamW's default betas and epsilon. */
        public AdamW(double learningRate, double weightDecay) {
            this(learningRate, Moments.TORCH, weightDecay);
        }

        @Override
        public String keyword() {
            return "adamw";
        }
    }

    /**
     * RMSprop (Tieleman and Hinton 2012) as torch.optim.RMSprop, not centred.
     *
     * @param alpha    decay of the mean square, in [0, 1)
     * @param epsilon  added to the root of the mean square, above 0
     * @param momentum in [0, 1)
     */
    record RmsProp(double learningRate, double alpha, double epsilon, double momentum, double weightDecay)
            implements OptimizerSpec {
        /** Checks the ranges. */
        public RmsProp {
            Checks.positive("learningRate", learningRate);
            Checks.fraction("alpha", alpha);
            Checks.positive("epsilon", epsilon);
            Checks.fraction("momentum", momentum);
            Checks.notNegative("weightDecay", weightDecay);
        }

        @Override
        public String keyword() {
            return "rmsprop";
        }
    }
}
