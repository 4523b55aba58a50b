/**
 * A reader of Python's pickles that runs nothing. Start at {@link io.github.tlmaven.weights.pickle.Unpickler}: it knows
 * the opcodes that a state dict needs, asks {@link io.github.tlmaven.weights.pickle.Classes} about every class that a
 * pickle names, and refuses all else by name and place. Knows neither tensors nor files. Imports the JDK only.
 */
@NullMarked
package io.github.tlmaven.weights.pickle;

import org.jspecify.annotations.NullMarked;
