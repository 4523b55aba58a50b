package io.github.tlmaven.zoo;

import io.github.tlmaven.engine.Draws;

/** First values of layers that no weights are loaded into. */
public final class Initialization {

    private Initialization() {}

    /**
     * Fills the classifier as torch.nn.Linear does: weight and bias uniform in ±1/√in, which is Kaiming's uniform
     * initialisation with a = √5.
     *
     * @param seed of the cell
     */
    public static void classifier(Architecture architecture, StateDict tensors, long seed) {
        double bound = 1 / Math.sqrt(architecture.featureWidth());
        int last = architecture.pooledFeatures();
        for (TensorSpec spec : architecture.tensors(last, last + 1)) {
            Draws draws = Draws.of(seed, Draws.Purpose.INITIALISATION, 0, spec.name());
            float[] values = new float[Math.toIntExact(spec.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) draws.nextDouble(-bound, bound);
            }
            tensors.put(spec.name(), values, spec.dimensions());
        }
    }
}
