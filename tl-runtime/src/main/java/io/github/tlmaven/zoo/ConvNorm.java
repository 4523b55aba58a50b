package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * A convolution without bias, its batch norm and an activation: the unit that all four families are built of.
 *
 * @param conv       state-dict name of the convolution
 * @param norm       state-dict name of the batch norm
 * @param geometry   shape of the convolution
 * @param batchNorm  constants of the batch norm
 * @param activation what follows
 */
record ConvNorm(String conv, String norm, Geometry geometry, BatchNormSpec batchNorm, Activation activation)
        implements Layer {

    @Override
    public List<TensorSpec> tensors() {
        long channels = geometry.outChannels();
        return List.of(
                TensorSpec.of(weight(), TensorSpec.Role.WEIGHT, geometry.weightShape()),
                TensorSpec.of(norm + ".weight", TensorSpec.Role.NORM_SCALE, channels),
                TensorSpec.of(norm + ".bias", TensorSpec.Role.NORM_SHIFT, channels),
                TensorSpec.of(norm + ".running_mean", TensorSpec.Role.RUNNING_MEAN, channels),
                TensorSpec.of(norm + ".running_var", TensorSpec.Role.RUNNING_VARIANCE, channels));
    }

    private String weight() {
        return conv + ".weight";
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        NDArray normalised =
                pass.normMode() == NormMode.FOLDED ? foldedForward(input, pass) : plainForward(input, pass);
        return activation.apply(normalised);
    }

    private NDArray foldedForward(NDArray input, Pass pass) {
        FoldedConvolution ready = pass.folded().get(conv);
        if (ready != null) {
            return geometry.convolve(input, ready.weight(), ready.bias());
        }
        try (FoldedConvolution folded = fold(pass.tensors())) {
            return geometry.convolve(input, folded.weight(), folded.bias());
        }
    }

    private NDArray plainForward(NDArray input, Pass pass) {
        try (NDArray convolved = geometry.convolve(input, pass.tensor(weight()), null)) {
            return JniUtils.batchNorm(
                    (PtNDArray) convolved,
                    (PtNDArray) pass.tensor(norm + ".running_mean"),
                    (PtNDArray) pass.tensor(norm + ".running_var"),
                    (PtNDArray) pass.tensor(norm + ".weight"),
                    (PtNDArray) pass.tensor(norm + ".bias"),
                    false,
                    batchNorm.momentum(),
                    batchNorm.epsilon());
        }
    }

    /** Weight × γ/σ and β − μ·γ/σ with σ = √(variance + ε). Differentiable in the weight, γ and β. */
    FoldedConvolution fold(Tensors tensors) {
        try (NDArray shifted = tensors.tensor(norm + ".running_var").add(batchNorm.epsilon());
                NDArray sigma = shifted.sqrt();
                NDArray scale = tensors.tensor(norm + ".weight").div(sigma);
                NDArray column = scale.reshape(new Shape(geometry.outChannels(), 1, 1, 1));
                NDArray moved = tensors.tensor(norm + ".running_mean").mul(scale)) {
            return new FoldedConvolution(
                    tensors.tensor(weight()).mul(column),
                    tensors.tensor(norm + ".bias").sub(moved));
        }
    }
}
