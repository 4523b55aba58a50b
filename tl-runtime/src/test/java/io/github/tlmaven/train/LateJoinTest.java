package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.OptimizerSpec.Moments;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A parameter that joins late begins like one of the first step. */
@Tag("engine")
class LateJoinTest {

    private static final double RATE = 1e-3;
    private static final int EARLIER_STEPS = 1000;

    static Stream<OptimizerSpec> optimizers() {
        return Stream.of(
                new OptimizerSpec.AdamW(RATE, 0),
                new OptimizerSpec.Adam(RATE, Moments.TORCH, 0),
                new OptimizerSpec.Sgd(RATE, 0.9, 0.5, false, 0),
                new OptimizerSpec.RmsProp(RATE, 0.99, 1e-8, 0.9, 0));
    }

    /** With one step count for all, Adam's corrections would be those of step 1001: a step of 2.5 rates. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void firstStepIsThatOfAParameterThatWasThereFromTheStart(OptimizerSpec spec) {
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager();
                Optimizer optimizer = new OptimizerState(session.newManager()).optimizer(spec)) {
            NDArray early = manager.zeros(new Shape(1));
            float first = step(optimizer, "early", early, manager);
            for (int i = 1; i < EARLIER_STEPS; i++) {
                step(optimizer, "early", early, manager);
            }
            NDArray late = manager.zeros(new Shape(1));
            assertThat(step(optimizer, "late", late, manager)).isEqualTo(first).isNegative();
            assertThat(early.getFloat()).isNotCloseTo(first, within(1e-6f));
        }
    }

    private static float step(Optimizer optimizer, String name, NDArray parameter, NDManager manager) {
        try (NDArray one = manager.ones(parameter.getShape())) {
            optimizer.update(name, parameter, one, RATE, false);
        }
        return parameter.getFloat();
    }
}
