package io.github.tlmaven.zoo;

import java.util.ArrayList;
import java.util.List;

/**
 * VGG with hidden layers of few units: the layers are those of the whole network, and the hundred million numbers that
 * make it slow are not there.
 */
public final class NarrowVgg {

    private static final int HIDDEN_WIDTH = 64;
    private static final double DROPOUT = 0.5;

    private NarrowVgg() {}

    /** The network of a name with a narrow classifier. */
    public static Architecture of(String name, Head head) {
        Architecture whole = Architectures.of(name, head);
        int pooled = whole.pooled();
        List<Stage> stages = new ArrayList<>(whole.stages().subList(0, pooled));
        Linear first = new Linear("classifier.0", pooledWidth(whole), HIDDEN_WIDTH, LinearInitializer.TORCH);
        Linear second = new Linear("classifier.3", HIDDEN_WIDTH, HIDDEN_WIDTH, LinearInitializer.TORCH);
        stages.add(new Stage(
                whole.boundaryName(pooled),
                Sequence.of(
                        new Activated(first, Activation.RELU),
                        new Dropout("classifier.2", DROPOUT),
                        new Activated(second, Activation.RELU))));
        stages.add(
                head.stage(new Linear("classifier.6", HIDDEN_WIDTH, head.classes(), LinearInitializer.TORCH), DROPOUT));
        Landmarks landmarks = whole.landmarks();
        return new Architecture(
                name,
                stages,
                new Landmarks(landmarks.lastBlock(), landmarks.pooled(), HIDDEN_WIDTH, landmarks.minInput()),
                head.classes());
    }

    private static int pooledWidth(Architecture whole) {
        long[] weight = whole.tensors(whole.pooled(), whole.head()).get(0).dimensions();
        return Math.toIntExact(weight[1]);
    }
}
