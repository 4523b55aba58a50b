/**
 * Named tensors in files. Start at {@link io.github.tlmaven.weights.SafetensorsFile}, which opens, digests and checks a
 * file; {@link io.github.tlmaven.weights.StateDictLoader} takes from it exactly the tensors that a network expects;
 * {@link io.github.tlmaven.weights.SafetensorsWriter} writes one; {@link io.github.tlmaven.weights.EmbeddedWeights}
 * names those that travel with this library; {@code weights.torchscript} runs networks that bring their own code. Every
 * external byte is digested before it is used, and every array that leaves this package is float32 in memory that torch
 * owns. Imports {@code zoo}, {@code digest}, {@code engine}, {@code spec}, {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.weights;

import org.jspecify.annotations.NullMarked;
