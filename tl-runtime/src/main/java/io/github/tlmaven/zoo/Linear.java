package io.github.tlmaven.zoo;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * x·Wᵀ + b.
 *
 * @param name        state-dict name
 * @param in          width of the input
 * @param out         width of the output
 * @param initializer of a network that is trained from scratch
 */
record Linear(String name, int in, int out, LinearInitializer initializer) implements Layer {

    @Override
    public List<TensorSpec> tensors() {
        return List.of(
                TensorSpec.of(weight(), TensorSpec.Role.WEIGHT, initializer.weight(in, out), out, in),
                TensorSpec.of(bias(), TensorSpec.Role.BIAS, initializer.bias(in), out));
    }

    private String weight() {
        return name + ".weight";
    }

    private String bias() {
        return name + ".bias";
    }

    /** The same layer with torch.nn.Linear's own first values: what a layer is that replaces a pretrained one. */
    Linear asNew() {
        return new Linear(name, in, out, LinearInitializer.TORCH);
    }

    @Override
    public NDArray forward(NDArray input, Pass pass) {
        return JniUtils.linear((PtNDArray) input, (PtNDArray) pass.tensor(weight()), (PtNDArray) pass.tensor(bias()));
    }
}
