/**
 * Networks. An {@link io.github.tlmaven.zoo.Architecture} is a list of named stages of stateless
 * {@link io.github.tlmaven.zoo.Layer}s: a layer knows the names and shapes of its tensors and how to compute, and takes
 * the numbers from a {@link io.github.tlmaven.zoo.Pass}. {@link io.github.tlmaven.zoo.FrozenStages} are some stages as
 * a fixed function, folded and packed once. One file a family ({@link io.github.tlmaven.zoo.ResNet},
 * {@link io.github.tlmaven.zoo.Vgg}, {@link io.github.tlmaven.zoo.EfficientNet}, {@link
 * io.github.tlmaven.zoo.EfficientNetLite}, {@link io.github.tlmaven.zoo.MobileNetV2}, {@link
 * io.github.tlmaven.zoo.MobileNetV3}), found by name through {@link io.github.tlmaven.zoo.Architectures}. Tensor names
 * are timm's for EfficientNet-Lite and torchvision's for the others. Imports {@code spec}, {@code failure},
 * {@code engine} and DJL.
 */
@NullMarked
package io.github.tlmaven.zoo;

import org.jspecify.annotations.NullMarked;
