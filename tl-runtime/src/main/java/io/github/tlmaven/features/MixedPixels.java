package io.github.tlmaven.features;

import io.github.tlmaven.data.augment.Mix;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.Preprocessing;
import java.nio.FloatBuffer;

/**
 * A picture's pixels combined with those of another one.
 *
 * @param own     one augmented view of the picture
 * @param partner the other picture's view of the same epoch
 * @param mix     how they are combined
 * @param side    of the square input, in pixels
 */
public record MixedPixels(AugmentedPixels own, AugmentedPixels partner, Mix mix, int side) implements PixelSource {

    @Override
    public Sha256 key() {
        return Sha256.builder()
                .add(own.key().hex())
                .add(partner.key().hex())
                .add(mix.toString()) // a record's text holds all of it
                .build();
    }

    @Override
    public void write(FloatBuffer target) {
        int floats = side * side * Preprocessing.CHANNELS;
        float[] mixed = own.pixels(floats);
        mix.pixels(mixed, partner.pixels(floats), side);
        target.put(mixed);
    }
}
