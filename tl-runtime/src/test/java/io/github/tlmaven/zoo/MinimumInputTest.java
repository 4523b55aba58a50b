package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Preprocessing;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The smallest pictures that a network says it takes come through to its pooled features. */
@Tag("engine")
class MinimumInputTest {

    @AutoClose
    private static final EngineSession SESSION = EngineSession.open(new DeviceRequest.Cpu());

    static List<String> names() {
        return Architectures.names();
    }

    /** With constants for numbers, since the shapes alone matter; the layers above see nothing of a picture's size. */
    private static StateDict constants(List<TensorSpec> specs) {
        StateDict tensors = new StateDict(SESSION.newManager());
        for (TensorSpec spec : specs) {
            try (NDManager manager = SESSION.newManager();
                    NDArray ones = manager.ones(new Shape(spec.dimensions()))) {
                tensors.put(spec.name(), ones);
            }
        }
        return tensors;
    }

    @ParameterizedTest
    @MethodSource("names")
    void smallestPicturesGiveOneRowForEach(String name) {
        Architecture architecture = Architectures.of(name, Head.of(2));
        int pooled = architecture.pooled();
        long width = architecture
                .tensors(pooled, architecture.stages().size())
                .get(0)
                .dimensions()[1];
        int side = architecture.minInput();
        try (StateDict tensors = constants(architecture.tensors(0, pooled));
                NDManager manager = SESSION.newManager();
                NDArray pictures = manager.ones(new Shape(1, Preprocessing.CHANNELS, side, side));
                NDArray features = architecture.forward(pictures, 0, pooled, Pass.evaluation(tensors))) {
            assertThat(features.getShape()).isEqualTo(new Shape(1, width));
        }
    }
}
