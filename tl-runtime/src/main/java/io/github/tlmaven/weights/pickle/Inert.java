package io.github.tlmaven.weights.pickle;

/**
 * An object that a pickle holds and nobody reads: its class is known to be harmless, its content is dropped.
 *
 * @param type its class
 */
public record Inert(ClassName type) {}
