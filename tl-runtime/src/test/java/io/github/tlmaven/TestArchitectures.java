package io.github.tlmaven;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Layer;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.Stage;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** Architectures that have tensors and compute nothing, for tests of loading. */
public final class TestArchitectures {

    private static final int[] VGG16_CHANNELS = {64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512};
    /** Places of the convolutions among ReLU and pooling in torchvision's vgg16. */
    private static final int[] VGG16_LAYERS = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};

    private TestArchitectures() {}

    private record TensorsOnly(List<TensorSpec> tensors) implements Layer {
        @Override
        public NDArray forward(NDArray input, Pass pass) {
            throw new UnsupportedOperationException("computes nothing");
        }
    }

    /** One stage and a classifier without a bias. */
    public static Architecture of(String name, List<TensorSpec> backbone, String classifier, int width, int classes) {
        TensorSpec head = TensorSpec.of(classifier + ".weight", TensorSpec.Role.WEIGHT, classes, width);
        return new Architecture(
                name,
                List.of(
                        new Stage("features", new TensorsOnly(backbone)),
                        new Stage(classifier, new TensorsOnly(List.of(head)))),
                classifier,
                "features",
                width,
                classes);
    }

    /** The names and shapes of torchvision's vgg16 for 1000 classes, but without the last bias. */
    public static Architecture vgg16() {
        List<TensorSpec> specs = new ArrayList<>();
        int in = 3;
        for (int i = 0; i < VGG16_CHANNELS.length; i++) {
            add(specs, "features." + VGG16_LAYERS[i], VGG16_CHANNELS[i], in, 3, 3);
            in = VGG16_CHANNELS[i];
        }
        add(specs, "classifier.0", 4096, 25088);
        add(specs, "classifier.3", 4096, 4096);
        return of("vgg16", specs, "classifier.6", 4096, 1000);
    }

    private static void add(List<TensorSpec> specs, String name, long... shape) {
        specs.add(TensorSpec.of(name + ".weight", TensorSpec.Role.WEIGHT, shape));
        specs.add(TensorSpec.of(name + ".bias", TensorSpec.Role.BIAS, shape[0]));
    }
}
