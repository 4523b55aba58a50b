package io.github.tlmaven.zoo;

/**
 * Places in a network that the rest of the program asks for.
 *
 * @param lastBlock    name of the stage at which fine-tuning of the last block begins
 * @param pooled       name of the stage whose input the pooled features are
 * @param featureWidth width of the head's input
 * @param minInput     smallest side of a picture, in pixels: what torchvision states as {@code min_size}, or 1 where nothing
 *                     is stated
 */
public record Landmarks(String lastBlock, String pooled, int featureWidth, int minInput) {}
