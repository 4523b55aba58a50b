package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution, with or without a bias.
 *
 * @param name        state-dict name
 * @param geometry    shape
 * @param biased      whether a bias is added
 * @param initializer of the weight in a network that is trained from scratch; the bias begins at 0
 */
record Convolution(String name, Geometry geometry, boolean biased, Initializer initializer) implements Layer {

    /** Without bias, begun as torchvision's networks begin theirs: Kaiming's normal law by all outputs. */
    static Convolution unbiased(String name, Geometry geometry) {
        return new Convolution(name, geometry, false, Initializer.kaimingNormal(geometry.fanOut()));
    }

    /** The same with a bias. */
    static Convolution biased(String name, Geometry geometry) {
        return new Convolution(name, geometry, true, Initializer.kaimingNormal(geometry.fanOut()));
    }

    @Override
    public List<TensorSpec> tensors() {
        List<TensorSpec> specs = new ArrayList<>();
        specs.add(TensorSpec.of(weightName(), TensorSpec.Role.WEIGHT, initializer, geometry.weightShape()));
        if (biased) {
            specs.add(TensorSpec.of(biasName(), TensorSpec.Role.BIAS, Initializer.zeros(), geometry.outChannels()));
        }
        return specs;
    }

    private String weightName() {
        return name + ".weight";
    }

    private String biasName() {
        return name + ".bias";
    }

    NDArray weight(Tensors tensors) {
        return tensors.tensor(weightName());
    }

    @Nullable
    NDArray bias(Tensors tensors) {
        return biased ? tensors.tensor(biasName()) : null;
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return geometry.convolve(input, weight(pass.tensors()), bias(pass.tensors()));
    }
}
