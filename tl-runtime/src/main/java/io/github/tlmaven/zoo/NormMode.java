package io.github.tlmaven.zoo;

/** How batch norm computes. A setting of its own, never derived from what is trained. */
public enum NormMode {
    /**
     * As an operation of its own on the running statistics, which stay as they are: PyTorch's {@code eval()}. Right for
     * frozen layers and for training in evaluation mode.
     */
    EVAL,
    /**
     * Folded into the convolution before it: weight × γ/σ and bias β − μ·γ/σ. The function of {@link #EVAL}, without a
     * pass over the activations; inside a graph γ, β and the weight all get their gradients.
     */
    FOLDED,
    /**
     * On the statistics of the batch, which enter the running statistics in place: PyTorch's {@code train()}. Pictures
     * of a batch then depend on each other, so a batch cannot be divided among workers.
     */
    TRAIN
}
