package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;

/**
 * An update rule with a state of its own for every parameter, its step count included: a parameter that joins late
 * starts where torch.optim would start it. Runs with gradients switched off; several threads may update different
 * parameters at the same time. Closing it frees the state.
 */
public interface Optimizer extends AutoCloseable {

    /**
     * Changes a parameter in place.
     *
     * @param name      finds the parameter's state
     * @param parameter the values to change
     * @param gradient  of the loss by the parameter; may be overwritten
     * @param rate      learning rate of this step
     * @param decays    whether weight decay applies to it
     */
    void update(String name, NDArray parameter, NDArray gradient, double rate, boolean decays);

    @Override
    void close();
}
