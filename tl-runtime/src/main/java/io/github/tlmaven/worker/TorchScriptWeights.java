package io.github.tlmaven.worker;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.weights.torchscript.TorchScriptNetwork;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.util.List;
import java.util.Map;

/**
 * A network that brings its numbers along with its code: there is nothing to load but the head, which is new.
 *
 * @param network     closed with this
 * @param description what is said of it
 */
record TorchScriptWeights(TorchScriptNetwork network, Description description) implements StartingWeights {

    /** A TorchScript file says nothing of pictures; this is how most published networks were evaluated on ImageNet. */
    static final Preprocessing USUAL = new Preprocessing(
            256, Interpolation.BILINEAR, 224, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

    @Override
    public Map<String, String> metadata() {
        return Map.of("base_weights_method", network.method());
    }

    @Override
    public Preprocessing preprocessing() {
        return USUAL;
    }

    @Override
    public boolean varyBySeed() {
        return false;
    }

    @Override
    public StateDict load(Architecture architecture, long seed, NDManager owner, Workers workers) {
        return new StateDict(owner);
    }

    @Override
    public void close() {
        network.close();
    }
}
