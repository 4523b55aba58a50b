/**
 * What training does to pictures at random, with the arithmetic of torchvision's transforms over PIL. {@link
 * io.github.tlmaven.data.augment.Tones}, {@link io.github.tlmaven.data.augment.Enhance}, {@link
 * io.github.tlmaven.data.augment.Hue}, {@link io.github.tlmaven.data.augment.Warp} and {@link
 * io.github.tlmaven.data.augment.GaussianBlur} are plain functions; {@link
 * io.github.tlmaven.data.augment.RandomSteps} makes the random choices and calls them; {@link
 * io.github.tlmaven.data.augment.Mixer} combines pictures. Imports {@code data} besides what that imports.
 */
@NullMarked
package io.github.tlmaven.data.augment;

import org.jspecify.annotations.NullMarked;
