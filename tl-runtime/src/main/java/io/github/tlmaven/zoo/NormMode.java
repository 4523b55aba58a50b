package io.github.tlmaven.zoo;

/**
 * How batch norm computes. A setting of its own, never derived from what is trained: both modes use the running
 * statistics and leave them as they are, so they are right for frozen layers and for training in evaluation mode.
 */
public enum NormMode {
    /** As an operation of its own, as PyTorch does it in {@code eval()}. */
    EVAL,
    /**
     * Folded into the convolution before it: weight × γ/σ and bias β − μ·γ/σ. The same function, without a pass over the
     * activations; inside a graph γ, β and the weight all get their gradients.
     */
    FOLDED
}
