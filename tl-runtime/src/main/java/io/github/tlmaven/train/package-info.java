/**
 * Training. {@link io.github.tlmaven.train.Trainer} is the loop: micro-batches on single-threaded workers, gradients added
 * in a fixed order, an {@link io.github.tlmaven.train.Optimizer} equal to torch.optim's, a rate by
 * {@link io.github.tlmaven.train.Schedule} for every step, validation after every epoch. What steps hand on to each other
 * is {@code TrainingState}; a {@link io.github.tlmaven.train.Checkpoint} has all of it, for a training that goes on in
 * another process. {@link io.github.tlmaven.train.Predictor} computes logits for validation and
 * evaluation alike. Which part is trained at which rate is decided in {@code train.strategy}. Imports {@code features},
 * {@code data}, {@code zoo}, {@code metrics}, {@code engine}, {@code spec}, {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.train;

import org.jspecify.annotations.NullMarked;
