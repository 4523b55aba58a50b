package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.Geometry;
import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.data.PictureAugmentation;
import io.github.tlmaven.data.RandomResizedCrop;
import io.github.tlmaven.data.Resampler;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.AugmentationStep;
import io.github.tlmaven.spec.AugmentationStep.Affine;
import io.github.tlmaven.spec.AugmentationStep.Blur;
import io.github.tlmaven.spec.AugmentationStep.ColorJitter;
import io.github.tlmaven.spec.AugmentationStep.Crop;
import io.github.tlmaven.spec.AugmentationStep.Erasing;
import io.github.tlmaven.spec.AugmentationStep.Flip;
import io.github.tlmaven.spec.AugmentationStep.Grayscale;
import io.github.tlmaven.spec.AugmentationStep.RandAugment;
import io.github.tlmaven.spec.AugmentationStep.Rotation;
import io.github.tlmaven.spec.AugmentationStep.TrivialAugment;
import io.github.tlmaven.spec.Preprocessing;
import java.util.List;
import java.util.Optional;

/**
 * The steps of an augmentation that concern one picture, carried out in the spec's order. Mixing, which needs two, is
 * {@link Mixer}'s.
 */
public final class RandomSteps implements PictureAugmentation {

    private final Preprocessing preprocessing;
    private final Optional<RandomResizedCrop> crop;
    private final List<AugmentationStep> steps;
    private final Optional<Erasing> erasing;

    /** Steps before a preprocessing's normalisation. */
    public RandomSteps(AugmentationSpec spec, Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
        this.crop = spec.step(Crop.class).map(RandomSteps::crop);
        this.steps = spec.steps();
        this.erasing = spec.step(Erasing.class);
    }

    private static RandomResizedCrop crop(Crop step) {
        return new RandomResizedCrop(
                step.scale().low(),
                step.scale().high(),
                step.ratio().low(),
                step.ratio().high());
    }

    @Override
    public RgbImage input(RgbImage picture, Draws draws) {
        RgbImage result = square(picture, draws);
        for (AugmentationStep step : steps) {
            result = apply(step, result, draws);
        }
        return result;
    }

    @Override
    public Optional<Region> erased(Draws draws) {
        return erasing.flatMap(step -> RandomErasing.choose(step, preprocessing.crop(), draws));
    }

    private RgbImage square(RgbImage picture, Draws draws) {
        int side = preprocessing.crop();
        if (crop.isEmpty()) {
            return Geometry.resizeAndCenterCrop(picture, preprocessing.resize(), side, preprocessing.interpolation());
        }
        Region region = crop.get().choose(picture.width(), picture.height(), draws);
        return Resampler.resize(Geometry.crop(picture, region), side, side, preprocessing.interpolation());
    }

    private static RgbImage apply(AugmentationStep step, RgbImage picture, Draws draws) {
        if (step instanceof Flip flip) {
            return flip(picture, flip, draws);
        } else if (step instanceof Affine affine) {
            return RandomPolicies.affine(picture, affine, draws);
        } else if (step instanceof Rotation rotation) {
            double degrees = draws.nextDouble(-rotation.degrees(), rotation.degrees());
            return Warp.rotate(picture, degrees, rotation.sampling());
        } else if (step instanceof RandAugment policy) {
            return RandomPolicies.randAugment(picture, policy, draws);
        } else if (step instanceof TrivialAugment policy) {
            return RandomPolicies.trivialAugment(picture, policy, draws);
        } else if (step instanceof ColorJitter jitter) {
            return RandomPolicies.colorJitter(picture, jitter, draws);
        } else if (step instanceof Grayscale grayscale) {
            return draws.nextDouble() < grayscale.probability() ? Enhance.grayscale(picture) : picture;
        } else if (step instanceof Blur blur) {
            return blur(picture, blur, draws);
        }
        return picture; // Crop came first; Erasing and mixing come after normalisation
    }

    private static RgbImage flip(RgbImage picture, Flip step, Draws draws) {
        RgbImage result = draws.nextDouble() < step.horizontal() ? Geometry.flipHorizontally(picture) : picture;
        return draws.nextDouble() < step.vertical() ? Geometry.flipVertically(result) : result;
    }

    private static RgbImage blur(RgbImage picture, Blur step, Draws draws) {
        if (draws.nextDouble() >= step.probability()) {
            return picture;
        }
        return GaussianBlur.apply(picture, step.kernelSize(), RandomPolicies.uniform(step.sigma(), draws));
    }
}
