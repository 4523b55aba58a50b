package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.OptimizerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten steps of each optimizer against torch.optim: b joins at step 6, the rate falls tenfold after step 4. */
@Tag("engine")
class OptimizersGoldenTest {

    /** As the golden values' README asks: both sides round to float32 in another order of operations. */
    private static final double TOLERANCE = 1e-6;

    private static final int STEPS = 10;
    private static final int RATE_FALLS_AT = 4;
    private static final int B_JOINS_AT = 5;

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "sgd-momentum", "adamw"})
    void traceIsTorchs(String name) throws Json.MalformedException {
        Map<String, @Nullable Object> document = Golden.json("optimizers.json");
        Map<String, @Nullable Object> golden = GoldenValues.object(GoldenValues.object(document, "optimizers"), name);
        List<?> trace = (List<?>) Objects.requireNonNull(golden.get("trace"));
        Formula formula = Formula.of(document);
        OptimizerSpec spec = spec(name, GoldenValues.object(golden, "options"));
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager();
                Optimizer optimizer = Optimizer.of(spec, session.newManager())) {
            NDArray a = manager.create(formula.signed("a", 5)).duplicate();
            NDArray b = manager.create(formula.signed("b", 6), new Shape(2, 3)).duplicate();
            float[] gradientsOfA = formula.signed("ga", STEPS * 5);
            float[] gradientsOfB = formula.signed("gb", STEPS * 6);
            for (int step = 0; step < STEPS; step++) {
                double rate = spec.learningRate() / (step < RATE_FALLS_AT ? 1 : 10);
                optimizer.update("a", a, row(manager, gradientsOfA, step, 5), rate, true);
                if (step >= B_JOINS_AT) {
                    NDArray gradient = row(manager, gradientsOfB, step, 6).reshape(2, 3);
                    optimizer.update("b", b, gradient, rate / 2, true);
                }
                Map<String, @Nullable Object> expected = Json.asObject(trace.get(step), "step");
                assertClose(a, GoldenValues.numbers(expected, "a"), "a in step " + step);
                assertClose(b, GoldenValues.numbers(expected, "b"), "b in step " + step);
            }
        }
    }

    private static OptimizerSpec spec(String name, Map<String, @Nullable Object> options) {
        double rate = GoldenValues.number(options, "lr");
        double decay = GoldenValues.has(options, "weight_decay") ? GoldenValues.number(options, "weight_decay") : 0;
        if (name.equals("adamw")) {
            return new OptimizerSpec.AdamW(rate, decay);
        }
        double momentum = GoldenValues.has(options, "momentum") ? GoldenValues.number(options, "momentum") : 0;
        return new OptimizerSpec.Sgd(rate, momentum, decay);
    }

    private static NDArray row(NDManager manager, float[] values, int row, int width) {
        return manager.create(Arrays.copyOfRange(values, row * width, (row + 1) * width))
                .duplicate();
    }

    private static void assertClose(NDArray actual, double[] expected, String what) {
        float[] values = actual.toFloatArray();
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i]).as("%s, value %d", what, i).isCloseTo(expected[i], within(TOLERANCE));
        }
    }
}
