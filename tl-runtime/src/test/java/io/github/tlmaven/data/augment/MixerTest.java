package io.github.tlmaven.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.MixingStep;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixerTest {

    private static final int SIDE = 224;
    private static final int TRIES = 20_000;
    private static final int PICTURES = 10;
    /** A mean over that many tries lies that many standard deviations from the law's once in fifteen thousand times. */
    private static final double DEVIATIONS = 4;

    private static final Mixer MIXUP = new Mixer(List.of(new MixingStep.Mixup(0.2)), SIDE, 3);
    private static final Mixer CUTMIX = new Mixer(List.of(new MixingStep.Cutmix(1)), SIDE, 3);
    private static final Mixer BOTH = new Mixer(List.of(new MixingStep.Mixup(0.2), new MixingStep.Cutmix(1)), SIDE, 3);

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.5, 1, 2, 8})
    void sharesFollowTheBetaLaw(double alpha) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < TRIES; i++) {
            double share = BetaLaw.symmetric(alpha, Draws.of(1, Purpose.MIXING, i, "a"));
            assertThat(share).isBetween(0.0, 1.0);
            sum += share;
            squares += (share - 0.5) * (share - 0.5);
        }
        double variance = 1 / (4 * (2 * alpha + 1));
        assertThat(sum / TRIES).isCloseTo(0.5, within(DEVIATIONS * Math.sqrt(variance / TRIES)));
        // The deviation of a squared distance in [0, 1/4] is below half of that range.
        assertThat(squares / TRIES).isCloseTo(variance, within(DEVIATIONS * 0.125 / Math.sqrt(TRIES)));
    }

    @Test
    void choiceIsAFunctionOfSeedEpochAndPicture() {
        Mix mix = BOTH.choose("a.png", 1, PICTURES);
        assertThat(BOTH.choose("a.png", 1, PICTURES)).isEqualTo(mix);
        assertThat(BOTH.choose("a.png", 2, PICTURES)).isNotEqualTo(mix);
        assertThat(BOTH.choose("b.png", 1, PICTURES)).isNotEqualTo(mix);
        assertThat(new Mixer(BOTH.steps(), SIDE, 4).choose("a.png", 1, PICTURES))
                .isNotEqualTo(mix);
    }

    @Test
    void everyPictureIsAPartnerEquallyOften() {
        int[] counts = new int[PICTURES];
        for (int i = 0; i < TRIES; i++) {
            counts[MIXUP.choose("a.png", i, PICTURES).partner()]++;
        }
        double expected = (double) TRIES / PICTURES;
        for (int count : counts) {
            assertThat((double) count).isCloseTo(expected, within(DEVIATIONS * Math.sqrt(expected)));
        }
    }

    @Test
    void eitherWayIsTakenForHalfOfThePictures() {
        int cut = 0;
        for (int i = 0; i < TRIES; i++) {
            cut += BOTH.choose("a.png", i, PICTURES).box().isPresent() ? 1 : 0;
        }
        // A box of no area, once in ten thousand times, counts with the means.
        assertThat((double) cut / TRIES).isCloseTo(0.5, within(DEVIATIONS * 0.5 / Math.sqrt(TRIES)));
    }

    @Test
    void boxesLieInsideAndTheTargetIsSharedByArea() {
        for (int i = 0; i < TRIES; i++) {
            Mix mix = CUTMIX.choose("a.png", i, PICTURES);
            if (mix.box().isEmpty()) {
                assertThat(mix.share()).isEqualTo(1);
                continue;
            }
            Region box = mix.box().get();
            assertThat(box.left() + box.width()).isLessThanOrEqualTo(SIDE);
            assertThat(box.top() + box.height()).isLessThanOrEqualTo(SIDE);
            assertThat(mix.share()).isEqualTo(1 - box.width() * (double) box.height() / (SIDE * SIDE));
        }
    }

    /**
     * A side of √u of the picture's, u uniform, is cut at the border to √u - u/4 on average, so that the mean area is
     * that of (√u - u/4)²: 1/2 - 1/5 + 1/48.
     */
    @Test
    void boxesAreAsLargeAsTheLawSays() {
        double area = 0;
        for (int i = 0; i < TRIES; i++) {
            area += 1 - CUTMIX.choose("a.png", i, PICTURES).share();
        }
        double sampling = DEVIATIONS * 0.5 / Math.sqrt(TRIES);
        double wholePixels = 2.0 / SIDE; // half of a side is rounded down
        assertThat(area / TRIES).isCloseTo(1.0 / 2 - 1.0 / 5 + 1.0 / 48, within(sampling + wholePixels));
    }

    @Test
    void targetsAddUpToOneAlsoWhereBothClassesAreTheSame() {
        Mix mix = new Mix(1, 0.3, Optional.empty());
        assertThat(mix.target(0, 2, 3)).containsExactly(0.3f, 0f, 0.7f);
        assertThat(mix.target(2, 2, 3)).containsExactly(0f, 0f, 1f);
    }

    @Test
    void picturesOfDifferentSizesAreRefused() {
        Mix mix = new Mix(1, 0.3, Optional.empty());
        assertThatThrownBy(() -> mix.pixels(new float[12], new float[27], 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void presetsDoNotMix() {
        assertThat(Mixer.of(AugmentationSpec.strong(), SIDE, 1)).isEmpty();
        assertThat(Mixer.of(new AugmentationSpec(List.of(new MixingStep.Cutmix(1))), SIDE, 1))
                .isPresent();
    }
}
