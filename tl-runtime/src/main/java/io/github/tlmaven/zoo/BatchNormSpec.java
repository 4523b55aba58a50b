package io.github.tlmaven.zoo;

/**
 * Constants of a batch norm (Ioffe and Szegedy 2015), in PyTorch's convention.
 *
 * @param epsilon  added to the variance
 * @param momentum share of the new batch in the running statistics (DJL's is 1 minus this)
 */
record BatchNormSpec(double epsilon, double momentum) {

    /** torch.nn.BatchNorm2d's defaults. */
    static final BatchNormSpec TORCH = new BatchNormSpec(1e-5, 0.1);
    /** TensorFlow's epsilon with torch's momentum. */
    static final BatchNormSpec WIDE_EPSILON = new BatchNormSpec(1e-3, 0.1);
    /** TensorFlow's epsilon with a slow average. */
    static final BatchNormSpec SLOW = new BatchNormSpec(1e-3, 0.01);
}
