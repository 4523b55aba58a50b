package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class StochasticDepthTest {

    private static List<StochasticDepth> layers(String name) {
        return Architectures.of(name, Head.of(2)).stages().stream()
                .flatMap(stage -> stage.layer().tree())
                .filter(StochasticDepth.class::isInstance)
                .map(StochasticDepth.class::cast)
                .toList();
    }

    /** torchvision: 0.2 · block / blocks, counted over all blocks; B0 has 16, of which 9 have a shortcut. */
    @Test
    void ratesRiseWithTheBlocksPlace() {
        assertThat(layers("efficientnet_b0"))
                .extracting(StochasticDepth::rate)
                .containsExactly(
                        0.2 * 2 / 16,
                        0.2 * 4 / 16,
                        0.2 * 6 / 16,
                        0.2 * 7 / 16,
                        0.2 * 9 / 16,
                        0.2 * 10 / 16,
                        0.2 * 12 / 16,
                        0.2 * 13 / 16,
                        0.2 * 14 / 16);
    }

    @Test
    void onlyEfficientNetHasIt() {
        assertThat(Architectures.names().stream().filter(name -> !layers(name).isEmpty()))
                .allMatch(name -> name.startsWith("efficientnet_"))
                .hasSize(11);
    }

    @Test
    void wholePicturesAreDroppedInTrainingAndNoneInEvaluation() {
        StochasticDepth layer = new StochasticDepth("block", 0.5);
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager();
                NDArray input = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(3, 1, 1, 2))) {
            Pass.DropoutMasks masks = (name, rate, features) -> {
                assertThat(List.of(name, rate, features)).isEqualTo(List.of("block", 0.5, 1L));
                return manager.create(new float[] {2, 0, 2}, new Shape(3, 1));
            };
            Pass training = new Pass(Tensors.of(Map.of()), NormMode.EVAL, Map.of(), Optional.of(masks));
            assertThat(layer.forward(input, training).toFloatArray()).containsExactly(2, 4, 0, 0, 10, 12);
            assertThat(layer.forward(input, Pass.evaluation(Tensors.of(Map.of())))
                            .toFloatArray())
                    .containsExactly(1, 2, 3, 4, 5, 6);
        }
    }
}
