package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.spec.OptimizerSpec;
import java.util.List;

/**
 * torch.optim.Adam and AdamW: m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
 * p ← p − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε), where t counts the steps of this parameter alone. Before that, AdamW
 * does p ← (1 − ηλ)p, and Adam g ← g + λp.
 */
final class Adam implements Optimizer {

    private final OptimizerSpec.Moments spec;
    private final double weightDecay;
    private final boolean decoupled;
    private final OptimizerState state;

    Adam(OptimizerSpec.Adam spec, OptimizerState state) {
        this.spec = spec.moments();
        this.weightDecay = spec.weightDecay();
        this.decoupled = false;
        this.state = state;
    }

    Adam(OptimizerSpec.AdamW spec, OptimizerState state) {
        this.spec = spec.moments();
        this.weightDecay = spec.weightDecay();
        this.decoupled = true;
        this.state = state;
    }

    @Override
    public void update(String name, NDArray parameter, NDArray gradient, double rate, boolean decays) {
        int steps = state.nextStep(name);
        NDArray first = state.moment(name, "first", gradient);
        NDArray second = state.moment(name, "second", gradient);
        double scale = rate / (1 - StrictMath.pow(spec.beta1(), steps));
        double correction = StrictMath.sqrt(1 - StrictMath.pow(spec.beta2(), steps));
        Slices.update(List.of(parameter, gradient, first, second), slice -> {
            if (decays && weightDecay != 0) {
                decay(slice.get(0), slice.get(1), rate);
            }
            accumulate(slice.get(1), slice.get(2), slice.get(3));
            try (NDArray root = slice.get(3).sqrt();
                    NDArray change = slice.get(2).mul(scale)) {
                root.divi(correction).addi(spec.epsilon());
                slice.get(0).subi(change.divi(root));
            }
        });
    }

    private void accumulate(NDArray gradient, NDArray first, NDArray second) {
        try (NDArray square = gradient.square();
                NDArray share = gradient.mul(1 - spec.beta1())) {
            first.muli(spec.beta1()).addi(share);
            second.muli(spec.beta2()).addi(square.muli(1 - spec.beta2()));
        }
    }

    private void decay(NDArray parameter, NDArray gradient, double rate) {
        if (decoupled) {
            parameter.muli(1 - rate * weightDecay);
        } else {
            Sgd.addDecay(gradient, parameter, weightDecay);
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
