package io.github.tlmaven.spec;

/** An update rule of torch.optim with its options. Weight decay spares biases and normalisation layers. */
public sealed interface OptimizerSpec {

    /** The word that stands in the pom's {@code <optimizer>}. */
    String keyword();

    /** Peak learning rate, reached at the end of the warm-up. */
    double learningRate();

    /** Decay of the weights; coupled to the gradient in SGD, decoupled in AdamW, as torch.optim has it. */
    double weightDecay();

    /**
     * Stochastic gradient descent as torch.optim.SGD.
     *
     * @param momentum in [0, 1)
     */
    record Sgd(double learningRate, double momentum, double weightDecay) implements OptimizerSpec {
        /** Checks the ranges. */
        public Sgd {
            Checks.positive("learningRate", learningRate);
            Checks.fraction("momentum", momentum);
            Checks.notNegative("weightDecay", weightDecay);
        }

        @Override
        public String keyword() {
            return "sgd";
        }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov and Hutter 2019) as torch.optim.AdamW.
     *
     * @param beta1   decay of the first moment, in [0, 1)
     * @param beta2   decay of the second moment, in [0, 1)
     * @param epsilon added to the root of the second moment
     */
    record AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
            implements OptimizerSpec {

        private static final double TORCH_BETA1 = 0.9;
        private static final double TORCH_BETA2 = 0.999;
        private static final double TORCH_EPSILON = 1e-8;

        /** Checks the ranges. */
        public AdamW {
            Checks.positive("learningRate", learningRate);
            Checks.fraction("beta1", beta1);
            Checks.fraction("beta2", beta2);
            Checks.positive("epsilon", epsilon);
            Checks.notNegative("weightDecay", weightDecay);
        }

        /** With torch.optim.AdamW's default betas and epsilon. */
        public AdamW(double learningRate, double weightDecay) {
            this(learningRate, TORCH_BETA1, TORCH_BETA2, TORCH_EPSILON, weightDecay);
        }

        @Override
        public String keyword() {
            return "adamw";
        }
    }
}
