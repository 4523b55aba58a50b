package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.engine.PackedConvolution;
import io.github.tlmaven.engine.PackedConvolution.Form;
import io.github.tlmaven.engine.PackedConvolution.Fused;
import java.util.Optional;

/**
 * A convolution as the processor's kernels read it. The activations that have the same bits in the kernel's pass are
 * part of it; oneDNN's exponential has others than PyTorch's, so those with one stay operations of their own.
 *
 * @param convolution the kernel with its numbers
 * @param rest        the activation that is left to do
 */
record PackedUnit(PackedConvolution convolution, Activation rest) implements FrozenConvolution {

    /**
     * Packs a folded convolution, which is not needed afterwards.
     *
     * @return empty where there are no such kernels
     */
    static Optional<PackedUnit> of(FoldedConvolution folded, Unit unit) {
        Geometry geometry = unit.geometry();
        Form form = new Form(geometry.side(), geometry.stride(), geometry.groups());
        Fused fused = fused(unit.activation());
        Activation rest = fused == Fused.NONE ? unit.activation() : Activation.NONE;
        return PackedConvolution.of(folded.weight(), folded.bias(), form, fused)
                .map(convolution -> new PackedUnit(convolution, rest));
    }

    private static Fused fused(Activation activation) {
        return switch (activation) {
            case RELU -> Fused.RELU;
            case RELU6 -> Fused.RELU6;
            case NONE, SIGMOID, SILU, HARD_SIGMOID, HARD_SWISH -> Fused.NONE;
        };
    }

    @Override
    public NDArray forward(Unit unit, NDArray input) {
        return rest.apply(unit.geometry().convolve(input, convolution::apply));
    }

    @Override
    public void close() {
        convolution.close();
    }
}
