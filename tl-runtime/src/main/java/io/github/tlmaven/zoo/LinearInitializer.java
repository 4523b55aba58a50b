package io.github.tlmaven.zoo;

/** How a linear layer begins: each family of torchvision has a rule of its own. */
enum LinearInitializer {
    /** torch.nn.Linear's default: weight and bias uniform in ±1/√in, which is Kaiming's uniform law with a = √5. */
    TORCH {
        @Override
        Initializer weight(int in, int out) {
            return new Initializer.Uniform(1 / Math.sqrt(in));
        }

        @Override
        Initializer bias(int in) {
            return new Initializer.Uniform(1 / Math.sqrt(in));
        }
    },
    /** VGG and MobileNet: normal with deviation 0.01, bias 0. */
    SMALL_NORMAL {
        @Override
        Initializer weight(int in, int out) {
            return new Initializer.Normal(DEVIATION);
        }
    },
    /** EfficientNet: uniform in ±1/√out, bias 0. */
    BY_OUTPUT {
        @Override
        Initializer weight(int in, int out) {
            return new Initializer.Uniform(1 / Math.sqrt(out));
        }
    };

    private static final double DEVIATION = 0.01;

    abstract Initializer weight(int in, int out);

    Initializer bias(int in) {
        return Initializer.zeros();
    }
}
