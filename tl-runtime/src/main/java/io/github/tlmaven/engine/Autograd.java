package io.github.tlmaven.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gradients without DJL's collector, of which a JVM can have only one: any number of threads may run a graph of their
 * own. What enters a differentiable graph must be owned by the engine ({@link #owned}): arrays over Java memory may be
 * collected before the backward pass reads them.
 */
public final class Autograd {

    private Autograd() {}

    /** Runs something that records gradients on this thread, and switches recording off afterwards. */
    public static <T> T recording(Supplier<T> forwardAndBackward) {
        JniUtils.setGradMode(true);
        try {
            return forwardAndBackward.get();
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** Runs something that records no gradients, and goes on recording afterwards where this thread did before. */
    public static <T> T pausing(Supplier<T> work) {
        boolean before = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    /** Whether operations of this thread are recorded, so that arrays they read may not be changed afterwards. */
    public static boolean isRecording() {
        return JniUtils.isGradMode();
    }

    /**
     * An alias of a parameter that collects a gradient of its own, so that several workers can differentiate by the
     * same parameter at once. It shares the parameter's memory; the manager closes it.
     */
    public static NDArray leaf(NDArray parameter, NDManager manager) {
        NDArray alias = JniUtils.detachGradient((PtNDArray) parameter);
        alias.attach(manager);
        alias.setRequiresGradient(true);
        return alias;
    }

    /** A copy of Java memory that the engine owns. */
    public static NDArray owned(NDArray overJavaMemory) {
        try (overJavaMemory) {
            return overJavaMemory.duplicate();
        }
    }

    /** Propagates the gradient of the loss by {@code output} to every leaf below it. */
    public static void backward(NDArray output, NDArray gradient) {
        JniUtils.backward((PtNDArray) output, (PtNDArray) gradient, false, false);
    }

    /** {@link #backward(NDArray, NDArray)} from several outputs of one graph, in their order. */
    public static void backward(List<NDArray> outputs, List<NDArray> gradients) {
        for (int i = 0; i < outputs.size(); i++) {
            boolean needed = i < outputs.size() - 1; // the graph goes with the last of them
            JniUtils.backward((PtNDArray) outputs.get(i), (PtNDArray) gradients.get(i), needed, false);
        }
    }

    /** What {@link #backward(NDArray, NDArray)} left in a leaf, attached to a manager. */
    public static NDArray gradient(NDArray leaf, NDManager manager) {
        NDArray gradient = JniUtils.getGradient((PtNDArray) leaf);
        gradient.attach(manager);
        return gradient;
    }
}
