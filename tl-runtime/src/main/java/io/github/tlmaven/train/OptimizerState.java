package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.Map;

/**
 * What an optimizer remembers of each parameter by itself: how many steps it made, and moments of its shape. A
 * parameter that joins late starts with nothing, as it does in torch.optim.
 */
final class OptimizerState implements AutoCloseable {

    private final NDManager manager;
    private final Map<String, Integer> steps = new HashMap<>();
    private final Map<String, NDArray> moments = new HashMap<>();

    /**
     * Knows no parameter yet.
     *
     * @param manager owns the moments, and is closed with this
     */
    OptimizerState(NDManager manager) {
        this.manager = manager;
    }

    /** Counts a step of a parameter, and says which it is, from 1. */
    int nextStep(String parameter) {
        return steps.merge(parameter, 1, Integer::sum);
    }

    /** A moment of a parameter, zeros at first; changed in place. */
    NDArray moment(String parameter, String moment, NDArray like) {
        return moments.computeIfAbsent(moment + ":" + parameter, key -> {
            NDArray zeros = like.zerosLike();
            zeros.attach(manager);
            return zeros;
        });
    }

    @Override
    public void close() {
        manager.close();
    }
}
