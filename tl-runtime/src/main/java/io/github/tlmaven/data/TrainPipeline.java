package io.github.tlmaven.data;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.TrainingSpec.Augmentation;
import java.nio.FloatBuffer;

/**
 * What training sees of a picture. Its random choices are a function of (seed, epoch, picture's path), so neither the
 * order nor the number of threads changes them. Safe for several threads.
 */
public final class TrainPipeline {

    /** At least this share of the area stays: pictures of small datasets are often framed tightly, and a crop that loses the thing teaches the wrong label. */
    private static final double LIGHT_MIN_SCALE = 0.6;

    private static final double LIGHT_MAX_SCALE = 1;
    /** Torchvision's usual range of width / height. */
    private static final double LIGHT_MIN_RATIO = 3.0 / 4.0;

    private static final double LIGHT_MAX_RATIO = 4.0 / 3.0;
    /** Left and right carry no label in most pictures, so that both are equally likely. */
    private static final double FLIP_PROBABILITY = 0.5;

    private static final RandomResizedCrop LIGHT_CROP =
            new RandomResizedCrop(LIGHT_MIN_SCALE, LIGHT_MAX_SCALE, LIGHT_MIN_RATIO, LIGHT_MAX_RATIO);

    private final Preprocessing preprocessing;
    private final Augmentation augmentation;
    private final long seed;
    private final EvalPipeline plain;
    private final Normalizer normalizer;

    /**
     * A pipeline of one cell.
     *
     * @param seed the cell's
     */
    public TrainPipeline(Preprocessing preprocessing, Augmentation augmentation, long seed) {
        this.preprocessing = preprocessing;
        this.augmentation = augmentation;
        this.seed = seed;
        this.plain = new EvalPipeline(preprocessing);
        this.normalizer = new Normalizer(preprocessing);
    }

    /** Floats that one picture takes: crop × crop × 3. */
    public int floats() {
        return plain.floats();
    }

    /**
     * Reads a picture and appends its floats.
     *
     * @param epoch  the epoch, or the view of a picture whose features are stored; counted from 0
     * @param target takes crop × crop × 3 floats (H×W×C, so channels-last) at its position, which advances
     * @throws io.github.tlmaven.failure.DataException if the file changed since the dataset was read
     */
    public void write(Picture picture, long epoch, FloatBuffer target) {
        normalizer.write(transform(picture.load(), picture.path(), epoch), target);
    }

    /** The crop × crop bytes before normalisation. */
    RgbImage transform(RgbImage picture, String path, long epoch) {
        return switch (augmentation) {
            case NONE -> plain.transform(picture);
            case LIGHT -> light(picture, Draws.of(seed, Purpose.AUGMENTATION, epoch, path));
        };
    }

    private RgbImage light(RgbImage picture, Draws draws) {
        Region region = LIGHT_CROP.choose(picture.width(), picture.height(), draws);
        int side = preprocessing.crop();
        RgbImage resized = Resampler.resize(Geometry.crop(picture, region), side, side, preprocessing.interpolation());
        return draws.nextDouble() < FLIP_PROBABILITY ? Geometry.flipHorizontally(resized) : resized;
    }
}
