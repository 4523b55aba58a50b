package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.spec.OptimizerSpec;
import java.util.List;

/**
 * torch.optim.SGD: g ← g + λp; v ← g in the parameter's first step, else μv + (1 − dampening)g; p ← p − ηv, and with
 * Nesterov's momentum p ← p − η(g + μv). The rate stays outside of the velocity, so that a change of the rate acts at
 * once.
 */
final class Sgd implements Optimizer {

    private final OptimizerSpec.Sgd spec;
    private final OptimizerState state;

    Sgd(OptimizerSpec.Sgd spec, OptimizerState state) {
        this.spec = spec;
        this.state = state;
    }

    @Override
    public void update(String name, NDArray parameter, NDArray gradient, double rate, boolean decays) {
        if (spec.momentum() == 0) {
            Slices.update(List.of(parameter, gradient), slice -> {
                decay(slice, decays);
                move(slice.get(0), slice.get(1), rate);
            });
            return;
        }
        NDArray velocity = state.moment(name, "velocity", gradient);
        boolean dampened = state.nextStep(name) > 1 && spec.dampening() != 0;
        Slices.update(List.of(parameter, gradient, velocity), slice -> {
            decay(slice, decays);
            move(slice.get(0), direction(slice.get(1), slice.get(2), dampened), rate);
        });
    }

    private void decay(List<NDArray> slice, boolean decays) {
        if (decays) {
            addDecay(slice.get(1), slice.get(0), spec.weightDecay());
        }
    }

    /** The step itself, p ← p − ηd, which other update rules share. */
    static void move(NDArray parameter, NDArray direction, double rate) {
        try (NDArray change = direction.mul(rate)) {
            parameter.subi(change);
        }
    }

    /** Weight decay as a part of the gradient, g ← g + λp, which other update rules share. */
    static void addDecay(NDArray gradient, NDArray parameter, double weightDecay) {
        if (weightDecay != 0) {
            try (NDArray decay = parameter.mul(weightDecay)) {
                gradient.addi(decay);
            }
        }
    }

    /** Takes the gradient into the velocity; gives one of the two, changed in place. */
    private NDArray direction(NDArray gradient, NDArray velocity, boolean dampened) {
        velocity.muli(spec.momentum());
        if (dampened) {
            try (NDArray share = gradient.mul(1 - spec.dampening())) {
                velocity.addi(share);
            }
        } else {
            velocity.addi(gradient);
        }
        if (!spec.nesterov()) {
            return velocity;
        }
        try (NDArray ahead = velocity.mul(spec.momentum())) {
            return gradient.addi(ahead);
        }
    }

    @Override
    public void close() {
        state.close();
    }
}
