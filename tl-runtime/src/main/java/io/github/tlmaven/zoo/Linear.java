package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * x·Wᵀ + b.
 *
 * @param name state-dict name
 * @param in   width of the input
 * @param out  width of the output
 */
record Linear(String name, int in, int out) implements Layer {

    @Override
    public List<TensorSpec> tensors() {
        return List.of(
                TensorSpec.of(name + ".weight", TensorSpec.Role.WEIGHT, out, in),
                TensorSpec.of(name + ".bias", TensorSpec.Role.BIAS, out));
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return JniUtils.linear(
                (PtNDArray) input, (PtNDArray) pass.tensor(name + ".weight"), (PtNDArray) pass.tensor(name + ".bias"));
    }
}
