package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution, its batch norm and an activation: the unit that all families are built of.
 *
 * @param convolution what is normalised
 * @param norm        state-dict name of the batch norm
 * @param batchNorm   constants of the batch norm
 * @param activation  what follows
 */
record ConvNorm(Convolution convolution, String norm, BatchNormSpec batchNorm, Activation activation) implements Layer {

    /** As torchvision's Conv2dNormActivation: the convolution is {@code name.0}, the batch norm {@code name.1}. */
    static ConvNorm numbered(String name, Geometry geometry, BatchNormSpec batchNorm, Activation activation) {
        return new ConvNorm(Convolution.unbiased(name + ".0", geometry), name + ".1", batchNorm, activation);
    }

    @Override
    public List<Layer> children() {
        return List.of(convolution);
    }

    @Override
    public List<TensorSpec> tensors() {
        long channels = convolution.geometry().outChannels();
        List<TensorSpec> specs = new ArrayList<>(convolution.tensors());
        specs.add(TensorSpec.of(norm + ".weight", TensorSpec.Role.NORM_SCALE, Initializer.ones(), channels));
        specs.add(TensorSpec.of(norm + ".bias", TensorSpec.Role.NORM_SHIFT, Initializer.zeros(), channels));
        specs.add(TensorSpec.of(norm + ".running_mean", TensorSpec.Role.RUNNING_MEAN, Initializer.zeros(), channels));
        specs.add(TensorSpec.of(norm + ".running_var", TensorSpec.Role.RUNNING_VARIANCE, Initializer.ones(), channels));
        return specs;
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return activation.apply(
                pass.normMode() == NormMode.FOLDED ? foldedForward(input, pass) : plainForward(input, pass));
    }

    private NDArray foldedForward(NDArray input, Pass pass) {
        FrozenConvolution ready = pass.folded().get(convolution.name());
        if (ready != null) {
            return ready.forward(convolution.geometry(), input);
        }
        try (FoldedConvolution folded = fold(pass.tensors())) {
            return folded.forward(convolution.geometry(), input);
        }
    }

    private NDArray plainForward(NDArray input, Pass pass) {
        try (NDArray convolved = convolution.forward(input, pass)) {
            return JniUtils.batchNorm(
                    (PtNDArray) convolved,
                    (PtNDArray) pass.tensor(norm + ".running_mean"),
                    (PtNDArray) pass.tensor(norm + ".running_var"),
                    (PtNDArray) pass.tensor(norm + ".weight"),
                    (PtNDArray) pass.tensor(norm + ".bias"),
                    pass.normMode() == NormMode.TRAIN,
                    batchNorm.momentum(),
                    batchNorm.epsilon());
        }
    }

    /**
     * Weight × γ/σ and β − (μ − b)·γ/σ with σ = √(variance + ε) and the convolution's bias b, if it has one.
     * Differentiable in the weight, b, γ and β.
     */
    FoldedConvolution fold(Tensors tensors) {
        try (NDArray shifted = tensors.tensor(norm + ".running_var").add(batchNorm.epsilon());
                NDArray sigma = shifted.sqrt();
                NDArray scale = tensors.tensor(norm + ".weight").div(sigma);
                NDArray column = scale.reshape(new Shape(convolution.geometry().outChannels(), 1, 1, 1));
                NDArray moved = centred(tensors, scale)) {
            return new FoldedConvolution(
                    convolution.weight(tensors).mul(column),
                    tensors.tensor(norm + ".bias").sub(moved));
        }
    }

    /** The fastest form of numbers that stay as they are. */
    FrozenConvolution freeze(Tensors tensors) {
        FoldedConvolution folded = fold(tensors);
        Optional<PackedUnit> packed = PackedUnit.of(folded, convolution.geometry());
        if (packed.isEmpty()) {
            return folded;
        }
        folded.close();
        return packed.get();
    }

    private NDArray centred(Tensors tensors, NDArray scale) {
        NDArray mean = tensors.tensor(norm + ".running_mean");
        NDArray bias = convolution.bias(tensors);
        if (bias == null) {
            return mean.mul(scale);
        }
        try (NDArray distance = mean.sub(bias)) {
            return distance.mul(scale);
        }
    }
}
