package io.github.tlmaven.data;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import java.util.Optional;

/**
 * Random changes of a training picture on its way to the network. Both methods take the draws of one picture in one
 * epoch, in turn, and are functions of them. Safe for several threads.
 */
public interface PictureAugmentation {

    /** The square of bytes that becomes the input. */
    RgbImage input(RgbImage picture, Draws draws);

    /** A region of the input that becomes 0 once it is normalised. */
    Optional<Region> erased(Draws draws);
}
