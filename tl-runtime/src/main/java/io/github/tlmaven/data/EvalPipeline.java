package io.github.tlmaven.data;

import io.github.tlmaven.spec.Preprocessing;
import java.nio.FloatBuffer;

/**
 * What evaluation, prediction and frozen features see of a picture: short side resized, a square cut out, normalised.
 * The square is the centre unless a view says otherwise, of which there are ten; there is no way to ask for anything
 * random or for an order. Safe for several threads.
 */
public final class EvalPipeline {

    private final Preprocessing preprocessing;
    private final Normalizer normalizer;

    /** A pipeline of a weight set's preprocessing. */
    public EvalPipeline(Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
        this.normalizer = new Normalizer(preprocessing);
    }

    /** Floats that one picture takes: crop × crop × 3. */
    public int floats() {
        return preprocessing.crop() * preprocessing.crop() * RgbImage.CHANNELS;
    }

    /**
     * Reads a picture and appends its floats.
     *
     * @param target takes crop × crop × 3 floats (H×W×C, so channels-last) at its position, which advances
     * @throws io.github.tlmaven.failure.DataException if the file changed since the dataset was read
     */
    public void write(Picture picture, FloatBuffer target) {
        write(picture.load(), target);
    }

    /** As {@link #write(Picture, FloatBuffer)}, in a view. */
    public void write(Picture picture, EvalView view, FloatBuffer target) {
        normalizer.write(transform(picture.load(), view), target);
    }

    /** As {@link #write(Picture, FloatBuffer)}, for pixels that are in memory. */
    public void write(RgbImage picture, FloatBuffer target) {
        normalizer.write(transform(picture), target);
    }

    /** The crop × crop bytes before normalisation. */
    RgbImage transform(RgbImage picture) {
        return transform(picture, EvalView.PLAIN);
    }

    /** The crop × crop bytes of a view before normalisation. */
    RgbImage transform(RgbImage picture, EvalView view) {
        return Geometry.resizeAndCrop(
                picture, preprocessing.resize(), preprocessing.crop(), preprocessing.interpolation(), view);
    }
}
