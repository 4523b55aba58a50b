package io.github.tlmaven.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.spec.DeviceRequest;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("engine")
class OperatorsTest {

    /** Float32 against a formula in double: some units in the last place of values up to 8. */
    private static final double TOLERANCE = 2e-6;
    /** Half the step of a central difference in double: its error is of the order of its square. */
    private static final double STEP = 1e-5;

    /** On both sides of every corner, and enough of them for the vectorised path and its rest. */
    private static final float[] VALUES = {
        -8, -3.5f, -3.1f, -2.9f, -1.5f, -1, -0.5f, -0.1f, 0.1f, 0.5f, 1, 1.5f, 2.9f, 3.1f, 5.9f, 6.1f, 7.5f, 8, 0.25f
    };

    @AutoClose
    private static final EngineSession SESSION = EngineSession.open(new DeviceRequest.Cpu());

    private static DoubleUnaryOperator formula(Operators operator) {
        DoubleUnaryOperator sigmoid = x -> 1 / (1 + Math.exp(-x));
        DoubleUnaryOperator hardSigmoid = x -> Math.min(Math.max(x + 3, 0), 6) / 6;
        return switch (operator) {
            case RELU -> x -> Math.max(x, 0);
            case RELU6 -> x -> Math.min(Math.max(x, 0), 6);
            case SIGMOID -> sigmoid;
            case SILU -> x -> x * sigmoid.applyAsDouble(x);
            case HARD_SIGMOID -> hardSigmoid;
            case HARD_SWISH -> x -> x * hardSigmoid.applyAsDouble(x);
        };
    }

    private static NDArray values(NDManager manager) {
        return Autograd.owned(manager.create(VALUES, new Shape(VALUES.length)));
    }

    @ParameterizedTest
    @EnumSource
    void valuesAreThoseOfTheFormulaAndMadeInPlace(Operators operator) {
        try (NDManager manager = SESSION.newManager();
                NDArray input = values(manager);
                NDArray output = operator.apply(input)) {
            assertThat(output).isSameAs(input);
            assertClose(output.toFloatArray(), formula(operator));
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesAndGradientsAreThoseOfTheFormulaWhileRecording(Operators operator) {
        DoubleUnaryOperator formula = formula(operator);
        DoubleUnaryOperator slope =
                x -> (formula.applyAsDouble(x + STEP) - formula.applyAsDouble(x - STEP)) / (2 * STEP);
        try (NDManager manager = SESSION.newManager();
                NDArray parameter = values(manager);
                NDArray seed = manager.ones(new Shape(VALUES.length))) {
            NDArray leaf = Autograd.leaf(parameter, manager);
            float[] computed = Autograd.recording(() -> {
                try (NDArray output = operator.apply(leaf.add(0))) {
                    Autograd.backward(output, seed);
                    return output.toFloatArray();
                }
            });
            assertClose(computed, formula);
            try (NDArray gradient = Autograd.gradient(leaf, manager)) {
                assertClose(gradient.toFloatArray(), slope);
            }
        }
    }

    private static void assertClose(float[] found, DoubleUnaryOperator wanted) {
        for (int i = 0; i < VALUES.length; i++) {
            assertThat((double) found[i])
                    .as("at %s", VALUES[i])
                    .isCloseTo(wanted.applyAsDouble(VALUES[i]), within(TOLERANCE));
        }
    }
}
