package io.github.tlmaven.zoo;

import java.util.List;

/** An architecture around a function that brings its own numbers: it is one frozen stage, and the classifier another. */
public final class FrozenBackbone {

    /** Name of the frozen stage. */
    public static final String BACKBONE = "backbone";

    /** State-dict name of the classifier. */
    public static final String HEAD = "fc";

    private static final double DROPOUT = 0;
    /** What sizes it takes, only the function itself can tell. */
    private static final int MIN_INPUT = 1;

    private FrozenBackbone() {}

    /**
     * The function with a linear classifier on its output. Its state dict holds the classifier alone.
     *
     * @param name         tells the function from every other one, since stored features are kept under it
     * @param backbone     N×C×H×W → N×featureWidth, without tensors of its own
     * @param featureWidth width of the function's output
     * @param head         follows it; without dropout unless it asks for some
     */
    public static Architecture withHead(String name, Layer backbone, int featureWidth, Head head) {
        if (!backbone.tensors().isEmpty()) {
            throw new IllegalArgumentException(name + " has tensors, so a name does not identify it");
        }
        Stage classifier = head.stage(new Linear(HEAD, featureWidth, head.classes(), LinearInitializer.TORCH), DROPOUT);
        Landmarks landmarks = new Landmarks(BACKBONE, HEAD, featureWidth, MIN_INPUT);
        return new Architecture(name, List.of(new Stage(BACKBONE, backbone), classifier), landmarks, head.classes());
    }
}
