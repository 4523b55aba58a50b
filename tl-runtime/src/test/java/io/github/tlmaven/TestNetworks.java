package io.github.tlmaven;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.weights.EmbeddedWeights;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsFile;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;

/** EfficientNet-Lite0 on the embedded weights, for tests that need a real network. */
public final class TestNetworks {

    private static final String LITE0 = "tf_efficientnet_lite0";

    private TestNetworks() {}

    /** Lite0 with a head for some classes. */
    public static Architecture lite0(int classes) {
        return Architectures.of(LITE0, Head.of(classes));
    }

    /** Its published tensors, with a new classifier of the given seed; the caller closes them. */
    public static StateDict load(EngineSession session, Architecture lite0, long seed) {
        try (SafetensorsFile file = EmbeddedWeights.open(Catalogue.model(LITE0).defaultWeights())) {
            StateDict tensors = NetworkLoader.PLAIN.belowClassifier(file, lite0, session.newManager());
            try (Workers workers = session.newWorkers(1)) {
                Initialization.head(lite0, tensors, seed, workers);
            }
            return tensors;
        }
    }
}
