package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.engine.PackedConvolution;
import io.github.tlmaven.engine.PackedConvolution.Form;
import java.util.Optional;

/**
 * A convolution as the processor's kernels read it.
 *
 * @param convolution the kernel with its numbers
 */
record PackedUnit(PackedConvolution convolution) implements FrozenConvolution {

    /**
     * Packs a folded convolution, which is not needed afterwards.
     *
     * @return empty where there are no such kernels
     */
    static Optional<PackedUnit> of(FoldedConvolution folded, Geometry geometry) {
        Form form = new Form(geometry.side(), geometry.stride(), geometry.groups());
        return PackedConvolution.of(folded.weight(), folded.bias(), form).map(PackedUnit::new);
    }

    @Override
    public NDArray forward(Geometry geometry, NDArray input) {
        return geometry.convolve(input, convolution::apply);
    }

    @Override
    public void close() {
        convolution.close();
    }
}
