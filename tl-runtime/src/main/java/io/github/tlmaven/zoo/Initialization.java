package io.github.tlmaven.zoo;

import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Workers;
import java.util.List;
import java.util.stream.IntStream;

/** First values of layers that no weights are loaded into: a function of the seed and the tensor's name. */
public final class Initialization {

    /** Values that a thread draws at once. */
    private static final int SLICE = 1 << 14;

    private Initialization() {}

    /**
     * Fills the whole network, each tensor by its own law.
     *
     * @param seed    of the cell
     * @param workers draw the values, which are the same for any number of them
     */
    public static void network(Architecture architecture, StateDict tensors, long seed, Workers workers) {
        fill(architecture.tensors(), tensors, seed, workers);
    }

    /**
     * Fills the head of a network whose other tensors are pretrained, as torch.nn.Linear does whatever the network:
     * weight and bias uniform in ±1/√in.
     *
     * @param seed    of the cell
     * @param workers draw the values, which are the same for any number of them
     */
    public static void head(Architecture architecture, StateDict tensors, long seed, Workers workers) {
        architecture.stages().get(architecture.head()).layer().tree().forEach(layer -> {
            if (layer instanceof Linear linear) {
                fill(linear.asNew().tensors(), tensors, seed, workers);
            }
        });
    }

    private static void fill(List<TensorSpec> specs, StateDict tensors, long seed, Workers workers) {
        for (TensorSpec spec : specs) {
            Draws draws = Draws.of(seed, Draws.Purpose.INITIALISATION, 0, spec.name());
            tensors.put(
                    spec.name(),
                    (from, piece) -> {
                        Draws own = draws.ahead(from * numbers(spec.initializer()));
                        workers.map(slices(piece.length), slice -> fill(slice, piece, spec.initializer(), own));
                    },
                    spec.dimensions());
        }
    }

    /** First indices of the slices of a piece. */
    private static List<Integer> slices(int length) {
        return IntStream.iterate(0, from -> from < length, from -> from + SLICE)
                .boxed()
                .toList();
    }

    /**
     * A layer of VGG has 10⁸ values, and a normal one takes 60 ns; each is the same on whatever thread it is drawn.
     *
     * @return where the slice ends
     */
    private static int fill(int from, float[] piece, Initializer initializer, Draws draws) {
        Draws own = draws.ahead((long) from * numbers(initializer));
        int to = Math.min(from + SLICE, piece.length);
        for (int i = from; i < to; i++) {
            piece[i] = (float) draw(initializer, own);
        }
        return to;
    }

    /** Of 64 bits, for each value. */
    private static int numbers(Initializer initializer) {
        if (initializer instanceof Initializer.Uniform) {
            return Draws.NUMBERS_OF_DOUBLE;
        }
        return initializer instanceof Initializer.Normal ? Draws.NUMBERS_OF_GAUSSIAN : 0;
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
