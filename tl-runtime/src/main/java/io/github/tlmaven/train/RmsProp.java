package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.spec.OptimizerSpec;
import java.util.List;

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
        NDArray meanSquare = state.moment(name, "square", gradient);
        if (spec.momentum() == 0) {
            Slices.update(List.of(parameter, gradient, meanSquare), slice -> {
                decay(slice, decays);
                Sgd.move(slice.get(0), normalised(slice.get(1), slice.get(2)), rate);
            });
            return;
        }
        NDArray buffer = state.moment(name, "momentum", gradient);
        Slices.update(List.of(parameter, gradient, meanSquare, buffer), slice -> {
            decay(slice, decays);
            NDArray change = normalised(slice.get(1), slice.get(2));
            Sgd.move(slice.get(0), slice.get(3).muli(spec.momentum()).addi(change), rate);
        });
    }

    private void decay(List<NDArray> slice, boolean decays) {
        if (decays) {
            Sgd.addDecay(slice.get(1), slice.get(0), spec.weightDecay());
        }
    }

    /** Takes the gradient into the mean square; gives the gradient, changed in place. */
    private NDArray normalised(NDArray gradient, NDArray meanSquare) {
        try (NDArray square = gradient.square()) {
            meanSquare.muli(spec.alpha()).addi(square.muli(1 - spec.alpha()));
        }
        try (NDArray root = meanSquare.sqrt()) {
            return gradient.divi(root.addi(spec.epsilon()));
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
