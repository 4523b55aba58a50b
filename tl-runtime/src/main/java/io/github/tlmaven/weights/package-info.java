/**
 * Named tensors in files. Start at {@link io.github.tlmaven.weights.WeightsFiles}, which recognises, opens, digests and
 * checks a file of any format that is read; {@link io.github.tlmaven.weights.RenamedWeights} gives its tensors other
 * names; {@link io.github.tlmaven.weights.NetworkLoader} takes from it exactly the tensors that a network has, and
 * {@link io.github.tlmaven.weights.ClassifierFit} says whether its classifier is among them;
 * {@link io.github.tlmaven.weights.SafetensorsWriter} writes one; {@link io.github.tlmaven.weights.EmbeddedWeights}
 * names those that travel with this library; {@code weights.torchscript} runs networks that bring their own code. Every
 * external byte is digested before it is used, and every array that leaves this package is float32 in memory that torch
 * owns. Imports {@code zoo}, {@code digest}, {@code engine}, {@code spec}, {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.weights;

import org.jspecify.annotations.NullMarked;
