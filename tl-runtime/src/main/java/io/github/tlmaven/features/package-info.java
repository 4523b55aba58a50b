/**
 * The frozen part of a network, computed once. {@link io.github.tlmaven.features.FeatureExtractor} runs pictures through
 * it, once for all boundaries, and keeps the activations in a {@link io.github.tlmaven.features.FeatureStore}, addressed by the
 * digest of everything that they depend on and shared by experiments, seeds and later builds. Where pictures are augmented
 * anew in every epoch, {@link io.github.tlmaven.features.FreshActivations} computes the same bits without the store.
 * Training and evaluation read activations through {@link io.github.tlmaven.features.TrainingInputs} and
 * {@link io.github.tlmaven.features.EvaluationInputs}; a {@link io.github.tlmaven.features.PixelSource} is one picture
 * before the network. {@link io.github.tlmaven.features.CosineSearch} compares activations with each other. Imports
 * {@code data}, {@code store}, {@code zoo}, {@code digest}, {@code engine}, {@code spec}, {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.features;

import org.jspecify.annotations.NullMarked;
