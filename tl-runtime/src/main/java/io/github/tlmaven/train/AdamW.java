package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.spec.OptimizerSpec;
import java.util.HashMap;
import java.util.Map;

/**
 * torch.optim.AdamW: p ← (1 − ηλ)p; m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
 * p ← p − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε), where t counts the steps of this parameter alone.
 */
final class AdamW implements Optimizer {

    private final OptimizerSpec.AdamW spec;
    private final NDManager manager;
    private final Map<String, Moments> moments = new HashMap<>();

    /** State of one parameter. */
    private static final class Moments {
        private final NDArray first;
        private final NDArray second;
        private int steps;

        Moments(NDArray first, NDArray second) {
            this.first = first;
            this.second = second;
        }
    }

    AdamW(OptimizerSpec.AdamW spec, NDManager manager) {
        this.spec = spec;
        this.manager = manager;
    }

    @Override
    public void update(String name, NDArray parameter, NDArray gradient, double rate, boolean decays) {
        Moments state = moments.computeIfAbsent(name, key -> new Moments(zeros(gradient), zeros(gradient)));
        state.steps++;
        if (decays && spec.weightDecay() != 0) {
            parameter.muli(1 - rate * spec.weightDecay());
        }
        accumulate(state, gradient);
        double firstCorrection = 1 - StrictMath.pow(spec.beta1(), state.steps);
        double secondCorrection = StrictMath.sqrt(1 - StrictMath.pow(spec.beta2(), state.steps));
        try (NDArray root = state.second.sqrt();
                NDArray change = state.first.mul(rate / firstCorrection)) {
            root.divi(secondCorrection).addi(spec.epsilon());
            parameter.subi(change.divi(root));
        }
    }

    private void accumulate(Moments state, NDArray gradient) {
        try (NDArray square = gradient.square();
                NDArray share = gradient.mul(1 - spec.beta1())) {
            state.first.muli(spec.beta1()).addi(share);
            state.second.muli(spec.beta2()).addi(square.muli(1 - spec.beta2()));
        }
    }

    private NDArray zeros(NDArray like) {
        NDArray zeros = like.zerosLike();
        zeros.attach(manager);
        return zeros;
    }

    @Override
    public void close() {
        manager.close();
    }
}
