package io.github.tlmaven.data;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.spec.Preprocessing;
import java.nio.FloatBuffer;

/**
 * What training sees of a picture. Its random choices are a function of (seed, epoch, picture's path), so neither the
 * order nor the number of threads changes them. Safe for several threads.
 */
public final class TrainPipeline {

    private final PictureAugmentation augmentation;
    private final long seed;
    private final int side;
    private final Normalizer normalizer;

    /**
     * A pipeline of one cell.
     *
     * @param augmentation what is done at random
     * @param seed         the cell's
     */
    public TrainPipeline(Preprocessing preprocessing, PictureAugmentation augmentation, long seed) {
        this.augmentation = augmentation;
        this.seed = seed;
        this.side = preprocessing.crop();
        this.normalizer = new Normalizer(preprocessing);
    }

    /** Floats that one picture takes: crop × crop × 3. */
    public int floats() {
        return side * side * RgbImage.CHANNELS;
    }

    /**
     * Reads a picture and appends its floats.
     *
     * @param epoch  the epoch, or the view of a picture whose features are stored; counted from 0
     * @param target takes crop × crop × 3 floats (H×W×C, so channels-last) at its position, which advances
     * @throws io.github.tlmaven.failure.DataException if the file changed since the dataset was read
     */
    public void write(Picture picture, long epoch, FloatBuffer target) {
        write(picture.load(), picture.path(), epoch, target);
    }

    /** As {@link #write(Picture, long, FloatBuffer)}, for pixels that are in memory. */
    void write(RgbImage picture, String path, long epoch, FloatBuffer target) {
        Draws draws = draws(path, epoch);
        int start = target.position();
        normalizer.write(augmentation.input(picture, draws), target);
        augmentation.erased(draws).ifPresent(region -> erase(region, start, target));
    }

    /** The crop × crop bytes before normalisation. */
    RgbImage transform(RgbImage picture, String path, long epoch) {
        return augmentation.input(picture, draws(path, epoch));
    }

    private Draws draws(String path, long epoch) {
        return Draws.of(seed, Purpose.AUGMENTATION, epoch, path);
    }

    private void erase(Region region, int start, FloatBuffer target) {
        float[] zeros = new float[region.width() * RgbImage.CHANNELS];
        for (int y = region.top(); y < region.top() + region.height(); y++) {
            target.put(start + (y * side + region.left()) * RgbImage.CHANNELS, zeros);
        }
    }
}
