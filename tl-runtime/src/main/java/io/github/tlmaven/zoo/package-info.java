/**
 * Networks. An {@link io.github.tlmaven.zoo.Architecture} is a list of named stages of stateless
 * {@link io.github.tlmaven.zoo.Layer}s: a layer knows the names and shapes of its tensors and how to compute, and takes
 * the numbers from a {@link io.github.tlmaven.zoo.Pass}. One file a family ({@link
 * io.github.tlmaven.zoo.EfficientNetLite}), found by name through {@link io.github.tlmaven.zoo.ModelCatalogue}. Tensor
 * names are timm's or torchvision's. Imports {@code spec}, {@code failure}, {@code engine} and DJL.
 */
@NullMarked
package io.github.tlmaven.zoo;

import org.jspecify.annotations.NullMarked;
