package io.github.tlmaven.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.Geometry;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
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
import io.github.tlmaven.spec.Bounds;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.spec.Resampling;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomStepsTest {

    private static final Preprocessing SMALL = new Preprocessing(
            20, Interpolation.BILINEAR, 16, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
    private static final RgbImage PICTURE = Pictures.noise(30, 24);
    private static final RgbImage PLAIN = Geometry.resizeAndCenterCrop(PICTURE, 20, 16, Interpolation.BILINEAR);
    private static final int TRIES = 100;

    private static Draws draws(int epoch) {
        return Draws.of(1, Purpose.AUGMENTATION, epoch, "a.png");
    }

    private static RandomSteps steps(AugmentationStep... steps) {
        return new RandomSteps(new AugmentationSpec(List.of(steps)), SMALL);
    }

    private static Stream<AugmentationStep> everyStepOnBytes() {
        return Stream.of(
                new Crop(new Bounds(0.08, 1), new Bounds(0.75, 1.33)),
                new Flip(1, 0),
                new Flip(0, 1),
                new Affine(10, 0.1, 0.1, new Bounds(0.9, 1.1), 5, Resampling.BILINEAR),
                new Rotation(15, Resampling.BILINEAR),
                new RandAugment(2, 9, Resampling.NEAREST),
                new TrivialAugment(Resampling.NEAREST),
                new ColorJitter(0.4, 0.4, 0.4, 0.1),
                new Grayscale(1),
                new Blur(1, 5, new Bounds(0.5, 2)));
    }

    private static boolean isPlain(RgbImage picture) {
        return Arrays.equals(picture.rgb(), PLAIN.rgb());
    }

    @Test
    void noStepsLeaveWhatEvaluationSees() {
        assertThat(isPlain(steps().input(PICTURE, draws(0)))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyStepOnBytes")
    void everyStepChangesPixelsAndKeepsTheSize(AugmentationStep step) {
        RandomSteps pipeline = steps(step);
        int changed = 0;
        for (int i = 0; i < TRIES; i++) {
            RgbImage input = pipeline.input(PICTURE, draws(i));
            assertThat(List.of(input.width(), input.height())).containsExactly(16, 16);
            changed += isPlain(input) ? 0 : 1;
        }
        // Identity is one of fourteen operations, and some others change little enough to change nothing.
        assertThat(changed).isGreaterThan(TRIES * 8 / 10);
    }

    @ParameterizedTest
    @MethodSource("everyStepOnBytes")
    void probabilityAndRangeOfNothingChangeNothing(AugmentationStep step) {
        AugmentationStep idle = idle(step);
        assertThat(IntStream.range(0, TRIES).allMatch(i -> isPlain(steps(idle).input(PICTURE, draws(i)))))
                .isTrue();
    }

    private static AugmentationStep idle(AugmentationStep step) {
        Bounds one = new Bounds(1, 1);
        if (step instanceof Affine) {
            return new Affine(0, 0, 0, one, 0, Resampling.NEAREST);
        } else if (step instanceof Rotation) {
            return new Rotation(0, Resampling.BILINEAR);
        } else if (step instanceof ColorJitter) {
            return new ColorJitter(0, 0, 0, 0);
        } else if (step instanceof Grayscale) {
            return new Grayscale(0);
        } else if (step instanceof Blur) {
            return new Blur(0, 5, one);
        }
        return new Flip(0, 0);
    }

    @Test
    void inputsAreTheSameInWhateverOrderAndOnHoweverManyThreadsTheyAreMade() {
        RandomSteps strong = new RandomSteps(AugmentationSpec.strong(), SMALL);
        List<byte[]> inOrder = IntStream.range(0, TRIES)
                .mapToObj(i -> strong.input(PICTURE, draws(i)).rgb())
                .toList();
        List<byte[]> together = IntStream.range(0, TRIES)
                .parallel()
                .mapToObj(i -> strong.input(PICTURE, draws(i)).rgb())
                .toList();
        for (int i = TRIES - 1; i >= 0; i--) {
            assertThat(together.get(i)).isEqualTo(inOrder.get(i));
            assertThat(strong.input(PICTURE, draws(i)).rgb()).isEqualTo(inOrder.get(i));
        }
    }

    @Test
    void stepsAreCarriedOutInOneOrderWhateverTheyWereGivenIn() {
        AugmentationStep jitter = new ColorJitter(0.4, 0.4, 0.4, 0.1);
        AugmentationStep rotation = new Rotation(15, Resampling.NEAREST);
        assertThat(steps(jitter, rotation).input(PICTURE, draws(2)).rgb())
                .isEqualTo(steps(rotation, jitter).input(PICTURE, draws(2)).rgb());
    }

    @Test
    void erasingLeavesBytesAndNamesARegion() {
        RandomSteps pipeline = steps(new Erasing(1, new Bounds(0.1, 0.3), new Bounds(0.5, 2)));
        assertThat(isPlain(pipeline.input(PICTURE, draws(0)))).isTrue();
        assertThat(pipeline.erased(draws(0))).isPresent();
        assertThat(steps(new Flip(1, 0)).erased(draws(0))).isEmpty();
    }

    @Test
    void verticalFlipsAreAsFrequentAsTheyShould() {
        RandomSteps pipeline = steps(new Flip(0, 0.3));
        int tries = 2000;
        long flipped = IntStream.range(0, tries)
                .filter(i -> !isPlain(pipeline.input(PICTURE, draws(i))))
                .count();
        double fourDeviations = 4 * Math.sqrt(tries * 0.3 * 0.7);
        assertThat((double) flipped).isCloseTo(tries * 0.3, within(fourDeviations));
    }
}
