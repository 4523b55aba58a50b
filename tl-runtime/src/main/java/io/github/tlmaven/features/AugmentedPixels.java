package io.github.tlmaven.features;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.TrainPipeline;
import io.github.tlmaven.digest.Sha256;
import java.nio.FloatBuffer;

/**
 * One augmented view of a picture.
 *
 * @param augmentation what is done to it
 * @param picture      what is read
 * @param view         number of the view, or the epoch
 */
public record AugmentedPixels(Augmenter augmentation, Picture picture, long view) implements PixelSource {

    /**
     * A pipeline and what distinguishes it from others.
     *
     * @param pipeline makes the pixels
     * @param name     {@link io.github.tlmaven.spec.AugmentationSpec#key()} of the augmentation
     * @param seed     of its random choices
     */
    public record Augmenter(TrainPipeline pipeline, String name, long seed) {}

    @Override
    public Sha256 key() {
        return Sha256.builder()
                .add(picture.digest().hex())
                .add(augmentation.name())
                .add(augmentation.seed())
                .add(picture.path()) // random choices are keyed by it
                .add(view)
                .build();
    }

    @Override
    public void write(FloatBuffer target) {
        augmentation.pipeline().write(picture, view, target);
    }
}
