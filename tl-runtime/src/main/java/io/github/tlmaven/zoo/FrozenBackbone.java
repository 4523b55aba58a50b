package io.github.tlmaven.zoo;

import java.util.List;

/** An architecture around a function that brings its own numbers: it is one frozen stage, and the classifier another. */
public final class FrozenBackbone {

    /** Name of the frozen stage. */
    public static final String BACKBONE = "backbone";

    /** State-dict name of the classifier. */
    public static final String HEAD = "fc";

    private FrozenBackbone() {}

    /**
     * The function with a linear classifier on its output. Its state dict holds the classifier alone.
     *
     * @param name         tells the function from every other one, since stored features are kept under it
     * @param backbone     N×C×H×W → N×featureWidth, without tensors of its own
     * @param featureWidth width of the function's output
     * @param classes      width of the logits
     */
    public static Architecture withHead(String name, Layer backbone, int featureWidth, int classes) {
        if (!backbone.tensors().isEmpty()) {
            throw new IllegalArgumentException(name + " has tensors, so a name does not identify it");
        }
        List<Stage> stages =
                List.of(new Stage(BACKBONE, backbone), new Stage(HEAD, new Linear(HEAD, featureWidth, classes)));
        return new Architecture(name, stages, HEAD, BACKBONE, featureWidth, classes);
    }
}
