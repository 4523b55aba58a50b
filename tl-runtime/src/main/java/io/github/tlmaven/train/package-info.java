/**
 * Training. {@link io.github.tlmaven.train.Trainer} is the loop: micro-batches on single-threaded workers, gradients added
 * in a fixed order, an {@link io.github.tlmaven.train.Optimizer} equal to torch.optim's, a rate by
 * {@link io.github.tlmaven.train.Schedule} for every step, validation after every epoch. {@code TrainingEpoch} makes the
 * steps of one epoch, by the gradients of {@code GradientStep}. What is minimised is a
 * {@link io.github.tlmaven.train.Loss} of logits and {@link io.github.tlmaven.train.Targets}. What steps hand on to each
 * other is {@code TrainingState}; a {@link io.github.tlmaven.train.Checkpoint} has all of it, for a training that goes on
 * in another process. {@code Audit} holds each stage to what it must keep and change.
 * {@link io.github.tlmaven.train.Predictor} computes logits for validation and evaluation alike. Which part is trained at
 * which rate is decided in {@code train.strategy}. Imports {@code features}, {@code data}, {@code zoo}, {@code digest},
 * {@code engine}, {@code spec}, {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.train;

import org.jspecify.annotations.NullMarked;
