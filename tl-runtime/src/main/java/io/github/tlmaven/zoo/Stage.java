package io.github.tlmaven.zoo;

/**
 * A named part of a network. Its input is a boundary: all stages below can be frozen and computed once.
 *
 * @param name  as in the state dict where it has one, such as {@code blocks.3}
 * @param layer what it computes
 */
public record Stage(String name, Layer layer) {}
