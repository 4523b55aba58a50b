package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.spec.OptimizerSpec;
import java.util.HashMap;
import java.util.Map;

/**
 * torch.optim.SGD: g ← g + λp; v ← g in the first step, else μv + g; p ← p − ηv. The rate stays outside of the velocity,
 * so that a change of the rate acts at once.
 */
final class Sgd implements Optimizer {

    private final OptimizerSpec.Sgd spec;
    private final NDManager manager;
    private final Map<String, NDArray> velocities = new HashMap<>();

    Sgd(OptimizerSpec.Sgd spec, NDManager manager) {
        this.spec = spec;
        this.manager = manager;
    }

    @Override
    public void update(String name, NDArray parameter, NDArray gradient, double rate, boolean decays) {
        if (decays && spec.weightDecay() != 0) {
            try (NDArray decay = parameter.mul(spec.weightDecay())) {
                gradient.addi(decay);
            }
        }
        try (NDArray change = direction(name, gradient).mul(rate)) {
            parameter.subi(change);
        }
    }

    private NDArray direction(String name, NDArray gradient) {
        if (spec.momentum() == 0) {
            return gradient;
        }
        NDArray velocity = velocities.get(name);
        if (velocity == null) {
            velocity = gradient.duplicate();
            velocity.attach(manager);
            velocities.put(name, velocity);
        } else {
            velocity.muli(spec.momentum()).addi(gradient);
        }
        return velocity;
    }

    @Override
    public void close() {
        manager.close();
    }
}
