package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Copies;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.zoo.Tensors;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What an optimizer remembers of each parameter by itself: how many steps it made, and moments of its shape. A
 * parameter that joins late starts with nothing, as it does in torch.optim. Threads may update different parameters at
 * the same time.
 */
final class OptimizerState implements AutoCloseable {

    private static final char SEPARATOR = ':';

    private final NDManager manager;
    private final Map<String, Integer> steps = new ConcurrentSkipListMap<>();
    private final Map<String, NDArray> moments = new ConcurrentSkipListMap<>();

    /**
     * Knows no parameter yet.
     *
     * @param manager owns the moments, and is closed with this
     */
    OptimizerState(NDManager manager) {
        this.manager = manager;
    }

    /** The update rule of a spec, which keeps its state here. */
    Optimizer optimizer(OptimizerSpec spec) {
        if (spec instanceof OptimizerSpec.Sgd sgd) {
            return new Sgd(sgd, this);
        }
        if (spec instanceof OptimizerSpec.RmsProp rmsProp) {
            return new RmsProp(rmsProp, this);
        }
        if (spec instanceof OptimizerSpec.Adam adam) {
            return new Adam(adam, this);
        }
        return new Adam((OptimizerSpec.AdamW) spec, this);
    }

    /** Counts a step of a parameter, and says which it is, from 1. */
    int nextStep(String parameter) {
        return steps.merge(parameter, 1, Integer::sum);
    }

    /** A moment of a parameter, zeros at first; changed in place. */
    NDArray moment(String parameter, String moment, NDArray like) {
        return moment(moment + SEPARATOR + parameter, like);
    }

    private NDArray moment(String name, NDArray like) {
        return moments.computeIfAbsent(name, key -> {
            NDArray zeros = like.zerosLike();
            zeros.attach(manager);
            return zeros;
        });
    }

    /** Steps that each parameter made; a live view. */
    Map<String, Integer> steps() {
        return Collections.unmodifiableMap(steps);
    }

    /** Every moment under {@code <moment>:<parameter>}; a live view. */
    Map<String, NDArray> moments() {
        return Collections.unmodifiableMap(moments);
    }

    /** The parameter that a name among {@link #moments()} belongs to. */
    static String parameterOf(String moment) {
        return moment.substring(moment.indexOf(SEPARATOR) + 1);
    }

    /**
     * Takes over what was remembered before; knows nothing yet.
     *
     * @param saved      copied
     * @param parameters whose layout in memory the moments get: rules are fastest where it is one
     */
    void restore(Map<String, Integer> savedSteps, Map<String, NDArray> saved, Tensors parameters) {
        steps.putAll(savedSteps);
        saved.forEach((name, values) -> Copies.into(moment(name, parameters.tensor(parameterOf(name))), values));
    }

    @Override
    public void close() {
        manager.close();
    }
}
