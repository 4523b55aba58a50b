package io.github.tlmaven.worker;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;

/**
 * A network that was never trained: what its authors begin training from, drawn by the cell's seed.
 *
 * @param preprocessing of the model's default weights, so that the two can be compared
 */
record RandomWeights(Preprocessing preprocessing) implements StartingWeights {

    private static final String NONE = "none";

    @Override
    public Description description() {
        return new Description(NONE, "random initialisation", NONE);
    }

    @Override
    public boolean varyBySeed() {
        return true;
    }

    @Override
    public StateDict load(Architecture architecture, long seed, NDManager owner, Workers workers) {
        StateDict tensors = new StateDict(owner);
        Initialization.network(architecture, tensors, seed, workers);
        return tensors;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
