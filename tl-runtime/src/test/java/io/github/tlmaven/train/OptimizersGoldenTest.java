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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten steps of each optimizer against torch.optim: b joins at step 6, the rate falls tenfold after step 4. */
@Tag("engine")
class OptimizersGoldenTest {

    /** As the golden values' README asks: both sides round to float32 in another order of operations. */
    private static final double TOLERANCE = 1e-6;

    private static final int STEPS = 10;
    private static final int RATE_FALLS_AT = 4;
    private static final int B_JOINS_AT = 5;

    @ParameterizedTest
    @CsvSource({
        "optimizers.json, sgd",
        "optimizers.json, sgd-momentum",
        "optimizers.json, sgd-nesterov",
        "optimizers.json, adam",
        "optimizers.json, adamw",
        "optimizers.json, rmsprop",
        "torch-training.json, sgd-dampening",
        "torch-training.json, sgd-nesterov-decay",
        "torch-training.json, adam-decay",
        "torch-training.json, rmsprop-decay",
    })
    void traceIsTorchs(String file, String name) throws Json.MalformedException {
        Map<String, @Nullable Object> document = Golden.json(file);
        Map<String, @Nullable Object> golden = GoldenValues.object(GoldenValues.object(document, "optimizers"), name);
        List<?> trace = (List<?>) Objects.requireNonNull(golden.get("trace"));
        Formula formula = Formula.of(document);
        OptimizerSpec spec = spec(name, GoldenValues.object(golden, "options"));
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager();
                Optimizer optimizer = new OptimizerState(session.newManager()).optimizer(spec)) {
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

    /** What the files hold beside these would go untested. */
    @Test
    void everyOptimizerOfTheFilesIsCompared() {
        assertThat(GoldenValues.object(Golden.json("optimizers.json"), "optimizers"))
                .containsOnlyKeys("sgd", "sgd-momentum", "sgd-nesterov", "adam", "adamw", "rmsprop");
        assertThat(GoldenValues.object(Golden.json("torch-training.json"), "optimizers"))
                .containsOnlyKeys("sgd-dampening", "sgd-nesterov-decay", "adam-decay", "rmsprop-decay");
    }

    private static OptimizerSpec spec(String name, Map<String, @Nullable Object> options) {
        double rate = GoldenValues.number(options, "lr");
        double decay = option(options, "weight_decay");
        double momentum = option(options, "momentum");
        return switch (name) {
            case "adam", "adam-decay" -> new OptimizerSpec.Adam(rate, OptimizerSpec.Moments.TORCH, decay);
            case "adamw" -> new OptimizerSpec.AdamW(rate, decay);
            case "rmsprop", "rmsprop-decay" ->
                new OptimizerSpec.RmsProp(rate, option(options, "alpha"), 1e-8, momentum, decay);
            default ->
                new OptimizerSpec.Sgd(
                        rate, momentum, option(options, "dampening"), options.containsKey("nesterov"), decay);
        };
    }

    private static double option(Map<String, @Nullable Object> options, String name) {
        return GoldenValues.has(options, name) ? GoldenValues.number(options, name) : 0;
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
