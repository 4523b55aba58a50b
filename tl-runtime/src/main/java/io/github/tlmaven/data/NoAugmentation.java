package io.github.tlmaven.data;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import java.util.Optional;

/**
 * Pictures as evaluation sees them.
 *
 * @param pipeline of evaluation
 */
record NoAugmentation(EvalPipeline pipeline) implements PictureAugmentation {

    @Override
    public RgbImage input(RgbImage picture, Draws draws) {
        return pipeline.transform(picture);
    }

    @Override
    public Optional<Region> erased(Draws draws) {
        return Optional.empty();
    }
}
