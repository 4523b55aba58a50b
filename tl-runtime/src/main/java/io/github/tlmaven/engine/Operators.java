package io.github.tlmaven.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Activations as PyTorch computes them, one pass over the memory each, in place where that is allowed. DJL binds some of
 * them as new arrays only and others not at all, so they are methods of a small TorchScript module, which
 * {@code src/operators} makes. Constants live in the module, so the backward pass never reads Java memory.
 *
 * <p>Any number of threads may use them. A thread that does must switch the graph executor's optimizer off
 * ({@link #prepareThread}), or the first calls compute otherwise than the later ones.
 */
public enum Operators {
    /** max(x, 0). */
    RELU("relu_", "relu_"),
    /** min(max(x, 0), 6). */
    RELU6("relu6_", "relu6_"),
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID("sigmoid_", "sigmoid_"),
    /** x / (1 + e⁻ˣ) (Elfwing et al. 2017), also called swish. */
    SILU("silu_", "silu"),
    /** min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
    HARD_SIGMOID("hardsigmoid_", "hardsigmoid"),
    /** x · min(max(x + 3, 0), 6) / 6 (Howard et al. 2019). */
    HARD_SWISH("hardswish_", "hardswish");

    private static final String RESOURCE = "operators.pt";

    private final String inPlace;
    private final String recorded;

    /**
     * @param inPlace  method where no gradient is recorded
     * @param recorded method where one is: those whose backward pass reads x would copy it if they changed it
     */
    Operators(String inPlace, String recorded) {
        this.inPlace = inPlace;
        this.recorded = recorded;
    }

    /** Makes the calling thread compute every call alike. */
    static void prepareThread() {
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** Applies it to an array that the caller gives away; the result is attached to the array's manager. */
    public NDArray apply(NDArray owned) {
        if (Autograd.isRecording()) {
            try (owned) {
                return Module.SCRIPT.run(recorded, owned);
            }
        }
        Module.SCRIPT.runInPlace(inPlace, owned);
        return owned;
    }

    /** Loaded with the first use. */
    private static final class Module {
        private static final ScriptModule SCRIPT = ScriptModule.load(RESOURCE);
    }
}
