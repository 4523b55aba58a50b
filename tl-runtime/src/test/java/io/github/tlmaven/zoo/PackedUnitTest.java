package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Packed convolutions against the engine's ordinary ones. */
@Tag("engine")
class PackedUnitTest {

    private static final Formula FORMULA = Formula.of(Map.of());
    private static final int BATCH = 4;

    @AutoClose
    private static final EngineSession SESSION = EngineSession.open(new DeviceRequest.Cpu());

    /** What both ways make of the same numbers, in channels-last order. */
    private record Outputs(FloatBuffer packed, FloatBuffer folded) {}

    private static NDArray numbers(NDManager manager, String name, long... shape) {
        int size = Math.toIntExact(new Shape(shape).size());
        return Autograd.owned(manager.create(FORMULA.signed(name, size), new Shape(shape)));
    }

    private static NDArray pictures(NDManager manager, int channels, int side) {
        long[] row = {side, side, channels};
        float[] values = FORMULA.signed("input", BATCH * side * side * channels);
        return ChannelsLast.filled(manager, BATCH, row, floats -> floats.put(values));
    }

    private static Outputs outputs(Geometry geometry, int side) {
        try (NDManager manager = SESSION.newManager();
                StateDict tensors = new StateDict(SESSION.newManager());
                NDArray weight = numbers(manager, "weight", geometry.weightShape());
                NDArray bias = numbers(manager, "bias", geometry.outChannels());
                NDArray input = pictures(manager, geometry.inChannels(), side)) {
            tensors.put("weight", weight);
            FoldedConvolution folded = new FoldedConvolution(tensors.tensor("weight"), bias);
            try (PackedUnit packed = PackedUnit.of(folded, geometry).orElseThrow();
                    NDArray fast = packed.forward(geometry, input);
                    NDArray plain = folded.forward(geometry, input)) {
                assertThat(fast.getShape()).isEqualTo(plain.getShape());
                return new Outputs(ChannelsLast.toRows(fast), ChannelsLast.toRows(plain));
            }
        }
    }

    /** oneDNN's own activations turn it into 0, so that a training that diverged would look like one that did not. */
    @ParameterizedTest
    @EnumSource
    void whatIsNoNumberStaysSo(Activation activation) {
        Geometry geometry = Geometry.pointwise(8, 8);
        try (NDManager manager = SESSION.newManager();
                NDArray weight = Autograd.owned(manager.full(new Shape(geometry.weightShape()), Float.NaN));
                NDArray bias = numbers(manager, "bias", geometry.outChannels());
                NDArray input = pictures(manager, geometry.inChannels(), 4);
                PackedUnit packed = PackedUnit.of(new FoldedConvolution(weight, bias), geometry)
                        .orElseThrow();
                NDArray output = activation.apply(packed.forward(geometry, input))) {
            assertThat(output.toFloatArray()).containsOnly(Float.NaN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3,64,7,2,1,32,SYMMETRIC", "16,32,3,2,1,14,SYMMETRIC", "24,144,1,1,1,14,SYMMETRIC", "16,32,1,2,1,14,SYMMETRIC",
        "48,48,3,1,48,14,SYMMETRIC", "48,48,5,2,48,14,SYMMETRIC", "48,48,3,2,48,14,SAME", "48,48,3,2,48,15,SAME",
        "48,48,5,2,48,7,SAME", "3,32,3,2,1,32,SAME", "32,64,3,1,4,7,SYMMETRIC"
    })
    void everyShapeOfTheFamiliesHasTheOrdinaryBits(
            int in, int out, int kernel, int stride, int groups, int side, Geometry.Padding padding) {
        Outputs outputs = outputs(new Geometry(in, out, kernel, stride, groups, padding), side);

        assertThat(outputs.packed()).isEqualTo(outputs.folded());
    }

    @Test
    void whatComesOutMayBeChangedInPlace() {
        Geometry geometry = Geometry.pointwise(8, 8);
        try (NDManager manager = SESSION.newManager();
                NDArray weight = numbers(manager, "weight", geometry.weightShape());
                NDArray bias = numbers(manager, "bias", geometry.outChannels());
                NDArray input = pictures(manager, geometry.inChannels(), 4);
                PackedUnit packed = PackedUnit.of(new FoldedConvolution(weight, bias), geometry)
                        .orElseThrow();
                NDArray output = packed.forward(geometry, input)) {
            float before = output.getFloat(0, 0, 0, 0);

            output.addi(1);

            assertThat(output.getFloat(0, 0, 0, 0)).isEqualTo(before + 1);
        }
    }
}
