/**
 * Training. {@link io.github.tlmaven.train.Trainer} is the loop: micro-batches on single-threaded workers, gradients added
 * in a fixed order, an {@link io.github.tlmaven.train.Optimizer} equal to torch.optim's, a learning rate for every step
 * and stage, validation after every epoch. {@link io.github.tlmaven.train.Predictor} computes logits for validation and
 * evaluation alike. Which part is trained at which rate is decided in {@code train.strategy}. Imports {@code features},
 * {@code data}, {@code zoo}, {@code metrics}, {@code engine}, {@code spec}, {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.train;

import org.jspecify.annotations.NullMarked;
