package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.spec.OptimizerSpec;

/**
 * torch.optim.RMSprop, not centred: g ← g + λp; s ← αs + (1 − α)g²; u ← g / (√s + ε); with a momentum b ← μb + u and
 * p ← p − ηb, without p ← p − ηu. Mean square and buffer begin with zeros, without a correction.
 */
final class RmsProp implements Optimizer {

    private final OptimizerSpec.RmsProp spec;
    private final OptimizerState state;

    RmsProp(OptimizerSpec.RmsProp spec, OptimizerState state) {
        this.spec = spec;
        this.state = state;
    }

    @Override
    public void update(String name, NDArray parameter, NDArray gradient, double rate, boolean decays) {
        if (decays) {
            Sgd.addDecay(gradient, parameter, spec.weightDecay());
        }
        NDArray meanSquare = state.moment(name, "square", gradient);
        try (NDArray square = gradient.square()) {
            meanSquare.muli(spec.alpha()).addi(square.muli(1 - spec.alpha()));
        }
        try (NDArray root = meanSquare.sqrt()) {
            gradient.divi(root.addi(spec.epsilon()));
        }
        try (NDArray change = direction(name, gradient).mul(rate)) {
            parameter.subi(change);
        }
    }

    private NDArray direction(String name, NDArray normalised) {
        if (spec.momentum() == 0) {
            return normalised;
        }
        return state.moment(name, "momentum", normalised).muli(spec.momentum()).addi(normalised);
    }

    @Override
    public void close() {
        state.close();
    }
}
