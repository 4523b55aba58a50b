package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.zoo.StateDict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutting a parameter into slices changes no bit of it. */
@Tag("engine")
class SlicesTest {

    private static final int ROW = 1 << 16;

    /** One row, rows that are one slice, and a last slice that is shorter. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 11})
    void everyElementIsMetOnceInItsPlace(int rows) {
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager()) {
            NDArray target = manager.zeros(new Shape(rows, ROW));
            NDArray source = manager.arange(0f, (float) rows * ROW).reshape(rows, ROW);
            List<Long> sizes = new ArrayList<>();
            Slices.update(List.of(target, source), slice -> {
                sizes.add(slice.get(1).size());
                slice.get(0).addi(slice.get(1));
            });
            assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isEqualTo((long) rows * ROW);
            assertThat(sizes).hasSize((rows + 3) / 4);
            assertThat(target.toFloatArray()).isEqualTo(source.toFloatArray());
        }
    }

    private static Stream<OptimizerSpec> optimizers() {
        return Stream.of(
                new OptimizerSpec.AdamW(1e-3, 0.01),
                new OptimizerSpec.Sgd(0.05, 0.9, 1e-4),
                new OptimizerSpec.RmsProp(1e-3, 0.99, 1e-8, 0, 0.01),
                new OptimizerSpec.RmsProp(1e-3, 0.99, 1e-8, 0.9, 0.01));
    }

    /** Two convolutions in channels-last memory: one of many slices, and its first rows as one that is not cut. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void aSlicedConvolutionGetsTheBitsOfAWholeOne(OptimizerSpec spec) {
        long[] large = {512, 64, 3, 3};
        long[] small = {64, 64, 3, 3};
        int count = 64 * 64 * 9;
        float[] values = Formula.of(Map.of()).signed("values", 8 * count);
        float[] gradient = Formula.of(Map.of()).signed("gradient", 8 * count);
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                StateDict tensors = new StateDict(session.newManager());
                StateDict gradients = new StateDict(session.newManager());
                Optimizer optimizer = new OptimizerState(session.newManager()).optimizer(spec)) {
            tensors.put("large", values, large);
            tensors.put("small", Arrays.copyOf(values, count), small);
            gradients.put("large", gradient, large);
            gradients.put("small", Arrays.copyOf(gradient, count), small);
            for (int step = 0; step < 3; step++) {
                for (String name : List.of("large", "small")) {
                    optimizer.update(name, tensors.tensor(name), gradients.tensor(name), 1e-3, true);
                }
            }
            float[] whole = tensors.tensor("small").toFloatArray();
            assertThat(Arrays.copyOf(tensors.tensor("large").toFloatArray(), count))
                    .isEqualTo(whole)
                    .isNotEqualTo(Arrays.copyOf(values, count));
        }
    }
}
