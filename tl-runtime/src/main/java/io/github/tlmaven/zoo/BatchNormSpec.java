package io.github.tlmaven.zoo;

/**
 * Constants of a batch norm, in PyTorch's convention.
 *
 * @param epsilon  added to the variance
 * @param momentum share of the new batch in the running statistics (DJL's is 1 minus this)
 */
record BatchNormSpec(double epsilon, double momentum) {}
