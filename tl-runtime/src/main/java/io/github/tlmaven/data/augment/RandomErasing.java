package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.spec.AugmentationStep.Erasing;
import java.util.Optional;

/** Which rectangle of an input is erased: torchvision's {@code RandomErasing.get_params} over this project's draws. */
final class RandomErasing {

    private static final int TRIES = 10;

    private RandomErasing() {}

    /**
     * A rectangle strictly smaller than the input in both directions; none where the law leaves the picture alone, or
     * where ten tries found none that fits.
     *
     * @param side of the square input, in pixels
     */
    static Optional<Region> choose(Erasing step, int side, Draws draws) {
        if (draws.nextDouble() >= step.probability()) {
            return Optional.empty();
        }
        double logLow = StrictMath.log(step.ratio().low());
        double logHigh = StrictMath.log(step.ratio().high());
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double area = (double) side * side * RandomPolicies.uniform(step.scale(), draws);
            double ratio = StrictMath.exp(draws.nextDouble(logLow, logHigh));
            int height = (int) Math.rint(Math.sqrt(area * ratio));
            int width = (int) Math.rint(Math.sqrt(area / ratio));
            if (height < side && width < side) {
                int top = draws.nextInt(side - height + 1);
                int left = draws.nextInt(side - width + 1);
                return height == 0 || width == 0 ? Optional.empty() : Optional.of(new Region(left, top, width, height));
            }
        }
        return Optional.empty();
    }
}
