package io.github.tlmaven.data;

import io.github.tlmaven.spec.Preprocessing;
import java.nio.FloatBuffer;

/**
 * What evaluation with test-time augmentation sees of a picture: one of its fixed forms. Nothing here is random. Safe
 * for several threads.
 */
public final class VariantPipeline {

    private final Preprocessing preprocessing;
    private final EvaluationVariant variant;
    private final Normalizer normalizer;

    /**
     * A pipeline of a weight set's preprocessing.
     *
     * @throws IllegalArgumentException if the preprocessing resizes to less than it cuts out
     */
    public VariantPipeline(Preprocessing preprocessing, EvaluationVariant variant) {
        if (preprocessing.resize() < preprocessing.crop()) {
            throw new IllegalArgumentException("a crop of " + preprocessing.crop()
                    + " does not fit pictures resized to " + preprocessing.resize());
        }
        this.preprocessing = preprocessing;
        this.variant = variant;
        this.normalizer = new Normalizer(preprocessing);
    }

    /** Floats that one picture takes: crop × crop × 3. */
    public int floats() {
        return preprocessing.crop() * preprocessing.crop() * RgbImage.CHANNELS;
    }

    /**
     * Reads a picture and appends the floats of its form.
     *
     * @param target takes crop × crop × 3 floats (H×W×C, so channels-last) at its position, which advances
     * @throws io.github.tlmaven.failure.DataException if the file changed since the dataset was read
     */
    public void write(Picture picture, FloatBuffer target) {
        write(picture.load(), target);
    }

    /** As {@link #write(Picture, FloatBuffer)}, for pixels that are in memory. */
    public void write(RgbImage picture, FloatBuffer target) {
        normalizer.write(transform(picture), target);
    }

    /** The crop × crop bytes before normalisation. */
    RgbImage transform(RgbImage picture) {
        RgbImage resized = Geometry.resizeShortSide(picture, preprocessing.resize(), preprocessing.interpolation());
        return variant.square(resized, preprocessing.crop());
    }
}
