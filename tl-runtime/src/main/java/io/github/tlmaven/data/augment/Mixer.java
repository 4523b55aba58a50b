package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.MixingStep;
import io.github.tlmaven.spec.MixingStep.Cutmix;
import java.util.List;
import java.util.Optional;

/**
 * Chooses how training pictures are combined. A choice is a function of (seed, epoch, picture's path): partners come
 * from the whole training part and not from the batch, so that neither the batches nor their division among workers
 * matter.
 *
 * @param steps mixup, CutMix or both, of which each picture gets one
 * @param side  of the square input, in pixels
 * @param seed  the cell's
 */
public record Mixer(List<MixingStep> steps, int side, long seed) {

    private static final double HALF = 0.5;

    /** Copies the list. */
    public Mixer {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("nothing to choose from");
        }
    }

    /** The mixer of an augmentation; absent where it mixes nothing. */
    public static Optional<Mixer> of(AugmentationSpec spec, int side, long seed) {
        List<MixingStep> steps = spec.steps().stream()
                .filter(MixingStep.class::isInstance)
                .map(MixingStep.class::cast)
                .toList();
        return steps.isEmpty() ? Optional.empty() : Optional.of(new Mixer(steps, side, seed));
    }

    /**
     * The choice for a picture in an epoch.
     *
     * @param path     of the picture
     * @param pictures number of pictures in the training part
     */
    public Mix choose(String path, long epoch, int pictures) {
        Draws draws = Draws.of(seed, Purpose.MIXING, epoch, path);
        int partner = draws.nextInt(pictures);
        MixingStep step = steps.get(draws.nextInt(steps.size()));
        double share = BetaLaw.symmetric(step.alpha(), draws);
        return step instanceof Cutmix ? cut(partner, share, draws) : new Mix(partner, share, Optional.empty());
    }

    /** A box about a uniform centre, cut off at the border; the share is what it leaves, as in torchvision's recipe. */
    private Mix cut(int partner, double share, Draws draws) {
        int x = draws.nextInt(side);
        int y = draws.nextInt(side);
        int half = (int) (HALF * Math.sqrt(1 - share) * side);
        int left = Math.max(x - half, 0);
        int top = Math.max(y - half, 0);
        int width = Math.min(x + half, side) - left;
        int height = Math.min(y + half, side) - top;
        if (width == 0 || height == 0) {
            return new Mix(partner, 1, Optional.empty()); // all of the picture stays
        }
        double stays = 1 - (double) width * height / ((double) side * side);
        return new Mix(partner, stays, Optional.of(new Region(left, top, width, height)));
    }
}
