package io.github.tlmaven.data;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.spec.Preprocessing;
import java.util.Optional;

/**
 * A random resized crop of most of the picture, and a horizontal flip of every second one.
 *
 * @param preprocessing of the weights
 */
record LightAugmentation(Preprocessing preprocessing) implements PictureAugmentation {

    /**
     * At least this share of the area stays: pictures of small datasets are often framed tightly, and a crop that loses
     * the thing teaches the wrong label.
     */
    private static final double MIN_SCALE = 0.6;

    private static final double MAX_SCALE = 1;
    /** Torchvision's usual range of width / height. */
    private static final double MIN_RATIO = 3.0 / 4.0;

    private static final double MAX_RATIO = 4.0 / 3.0;
    /** Left and right carry no label in most pictures, so that both are equally likely. */
    private static final double FLIP_PROBABILITY = 0.5;

    private static final RandomResizedCrop CROP = new RandomResizedCrop(MIN_SCALE, MAX_SCALE, MIN_RATIO, MAX_RATIO);

    @Override
    public RgbImage input(RgbImage picture, Draws draws) {
        Region region = CROP.choose(picture.width(), picture.height(), draws);
        int side = preprocessing.crop();
        RgbImage resized = Resampler.resize(Geometry.crop(picture, region), side, side, preprocessing.interpolation());
        return draws.nextDouble() < FLIP_PROBABILITY ? Geometry.flipHorizontally(resized) : resized;
    }

    @Override
    public Optional<Region> erased(Draws draws) {
        return Optional.empty();
    }
}
