package io.github.tlmaven.zoo;

import io.github.tlmaven.engine.Draws;
import java.util.List;

/** First values of layers that no weights are loaded into: a function of the seed and the tensor's name. */
public final class Initialization {

    private Initialization() {}

    /**
     * Fills the whole network, each tensor by its own law.
     *
     * @param seed of the cell
     */
    public static void network(Architecture architecture, StateDict tensors, long seed) {
        fill(architecture.tensors(), tensors, seed);
    }

    /**
     * Fills the head of a network whose other tensors are pretrained, as torch.nn.Linear does whatever the network:
     * weight and bias uniform in ±1/√in.
     *
     * @param seed of the cell
     */
    public static void head(Architecture architecture, StateDict tensors, long seed) {
        architecture.stages().get(architecture.head()).layer().tree().forEach(layer -> {
            if (layer instanceof Linear linear) {
                fill(linear.asNew().tensors(), tensors, seed);
            }
        });
    }

    private static void fill(List<TensorSpec> specs, StateDict tensors, long seed) {
        for (TensorSpec spec : specs) {
            Draws draws = Draws.of(seed, Draws.Purpose.INITIALISATION, 0, spec.name());
            tensors.put(spec.name(), () -> (float) draw(spec.initializer(), draws), spec.dimensions());
        }
    }

    private static double draw(Initializer initializer, Draws draws) {
        if (initializer instanceof Initializer.Uniform uniform) {
            return draws.nextDouble(-uniform.bound(), uniform.bound());
        }
        if (initializer instanceof Initializer.Normal normal) {
            return normal.deviation() * draws.nextGaussian();
        }
        return ((Initializer.Constant) initializer).value();
    }
}
