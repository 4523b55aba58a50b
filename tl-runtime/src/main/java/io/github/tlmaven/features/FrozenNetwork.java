package io.github.tlmaven.features;

import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.StateDict;
import java.util.Map;

/**
 * A network as it stands below a boundary that no training goes beneath.
 *
 * @param architecture  stages and names
 * @param tensors       of the frozen stages at least; must stay open, and as they are, as long as this is used
 * @param preprocessing of the weights
 * @param featureType   in which activations are kept
 */
public record FrozenNetwork(
        Architecture architecture, StateDict tensors, Preprocessing preprocessing, FeatureType featureType) {

    /** Side of the square input, in pixels. */
    public int side() {
        return preprocessing.crop();
    }

    /** The stages below a boundary; the caller closes them. */
    public FrozenStages below(int boundary) {
        return new FrozenStages(architecture, 0, boundary, tensors);
    }

    /**
     * The space of the activations at a boundary.
     *
     * @param environment of the engine's session
     */
    FeatureSpace space(int boundary, Map<String, String> environment) {
        return FeatureSpace.of(architecture, boundary, tensors, preprocessing, environment)
                .as(featureType);
    }
}
