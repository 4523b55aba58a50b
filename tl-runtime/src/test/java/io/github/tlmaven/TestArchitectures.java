package io.github.tlmaven;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Initializer;
import io.github.tlmaven.zoo.Landmarks;
import io.github.tlmaven.zoo.Layer;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.Stage;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.List;

/** Architectures that have tensors and compute nothing, for tests of loading. */
public final class TestArchitectures {

    private TestArchitectures() {}

    private record TensorsOnly(List<TensorSpec> tensors) implements Layer {
        @Override
        public NDArray forward(NDArray input, Pass pass) {
            throw new UnsupportedOperationException("computes nothing");
        }
    }

    /** One stage and a classifier without a bias. */
    public static Architecture of(String name, List<TensorSpec> backbone, String classifier, int width, int classes) {
        TensorSpec head = tensor(classifier + ".weight", TensorSpec.Role.WEIGHT, classes, width);
        return new Architecture(
                name,
                List.of(
                        new Stage("features", new TensorsOnly(backbone)),
                        new Stage(classifier, new TensorsOnly(List.of(head)))),
                new Landmarks("features", classifier, width, 1),
                classes);
    }

    /** A tensor that begins as zeros. */
    public static TensorSpec tensor(String name, TensorSpec.Role role, long... shape) {
        return TensorSpec.of(name, role, Initializer.zeros(), shape);
    }
}
