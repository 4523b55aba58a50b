/**
 * The computing engine: {@link io.github.tlmaven.engine.EngineSession} chooses the device, starts the engine and is the
 * only toucher of its global state; {@link io.github.tlmaven.engine.Workers} runs single-threaded workers whose results
 * do not depend on their number; {@link io.github.tlmaven.engine.Draws} makes random numbers that are a function of what
 * they are for. {@link io.github.tlmaven.engine.Operators} and {@link io.github.tlmaven.engine.PackedConvolution} are
 * operators that DJL does not bind, called through a {@code ScriptModule}. Imports {@code spec}, {@code failure} and DJL.
 */
@NullMarked
package io.github.tlmaven.engine;

import org.jspecify.annotations.NullMarked;
