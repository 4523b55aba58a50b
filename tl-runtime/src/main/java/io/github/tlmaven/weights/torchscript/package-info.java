/**
 * TorchScript files as frozen backbones: networks that bring their own code, from a file or from DJL's model zoo. Start
 * at {@link io.github.tlmaven.weights.torchscript.TorchScriptArchive}, which digests a file and refuses code that
 * reaches outside of the computation; {@link io.github.tlmaven.weights.torchscript.TorchScriptNetwork} runs it and gives
 * an architecture of a backbone and a head; {@link io.github.tlmaven.weights.torchscript.DjlModels} finds the file of a
 * {@code djl://} address. Imports {@code weights}, {@code zoo}, {@code digest}, {@code engine}, {@code spec},
 * {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.weights.torchscript;

import org.jspecify.annotations.NullMarked;
