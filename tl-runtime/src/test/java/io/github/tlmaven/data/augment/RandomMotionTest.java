package io.github.tlmaven.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.AugmentationStep;
import io.github.tlmaven.spec.AugmentationStep.Affine;
import io.github.tlmaven.spec.AugmentationStep.Rotation;
import io.github.tlmaven.spec.Bounds;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.spec.Resampling;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far random rotation and affine transforms go, seen by where they bring a white square. */
class RandomMotionTest {

    private static final int SIDE = 101;
    private static final int CENTER = SIDE / 2;
    private static final int RADIUS = 30;
    private static final int TRIES = 600;
    /** The square's pixels are few, so its centre is known to half a pixel. */
    private static final double PIXELS = 0.5;

    private static final double DEGREES = Math.toDegrees(PIXELS / RADIUS);
    private static final Bounds ONE = new Bounds(1, 1);
    private static final Preprocessing AS_IT_IS =
            new Preprocessing(SIDE, Interpolation.BILINEAR, SIDE, List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

    /** Where the square lies, to the right of the picture's centre and below it, in pixels. */
    private record Place(double right, double below) {

        double radius() {
            return Math.hypot(right, below);
        }

        /** Counter-clockwise from the right. */
        double degrees() {
            return Math.toDegrees(Math.atan2(-below, right));
        }
    }

    /** Five by five white pixels, straight to the right of the centre. */
    private static RgbImage picture() {
        byte[] rgb = new byte[SIDE * SIDE * RgbImage.CHANNELS];
        for (int y = CENTER - 2; y <= CENTER + 2; y++) {
            for (int x = CENTER + RADIUS - 2; x <= CENTER + RADIUS + 2; x++) {
                rgb[(y * SIDE + x) * RgbImage.CHANNELS] = (byte) Samples.MAX;
            }
        }
        return new RgbImage(SIDE, SIDE, rgb);
    }

    private static Place place(RgbImage picture) {
        double weight = 0;
        double right = 0;
        double below = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            int red = picture.rgb()[i * RgbImage.CHANNELS] & 0xFF;
            weight += red;
            right += red * (i % SIDE - CENTER);
            below += red * (i / SIDE - CENTER);
        }
        return new Place(right / weight, below / weight);
    }

    private static double[] sorted(AugmentationStep step, ToDoubleFunction<Place> value) {
        RandomSteps steps = new RandomSteps(new AugmentationSpec(List.of(step)), AS_IT_IS);
        return IntStream.range(0, TRIES)
                .mapToObj(i -> steps.input(picture(), Draws.of(1, Purpose.AUGMENTATION, i, "a")))
                .map(RandomMotionTest::place)
                .mapToDouble(value)
                .sorted()
                .toArray();
    }

    /** A uniform law: its quarters lie where they should, and nothing beyond its ends. */
    private static void assertUniform(double[] sorted, double low, double high, double rounding) {
        double range = high - low;
        double sampling = 4 * range * 0.5 / Math.sqrt(TRIES); // four deviations of the median, the widest of the three
        assertThat(sorted[0]).isBetween(low - rounding, low + sampling + rounding);
        assertThat(sorted[TRIES - 1]).isBetween(high - sampling - rounding, high + rounding);
        for (int quarter = 1; quarter < 4; quarter++) {
            assertThat(sorted[TRIES * quarter / 4]).isCloseTo(low + range * quarter / 4, within(sampling + rounding));
        }
    }

    @Test
    void rotationIsUniformInBothDirections() {
        assertUniform(sorted(new Rotation(30, Resampling.BILINEAR), Place::degrees), -30, 30, DEGREES);
    }

    @Test
    void affineTurnsUniformlyInBothDirections() {
        Affine step = new Affine(40, 0, 0, ONE, 0, Resampling.BILINEAR);
        assertUniform(sorted(step, Place::degrees), -40, 40, DEGREES);
    }

    @Test
    void affineTranslatesByWholePixelsOfAShareOfEachSide() {
        Affine step = new Affine(0, 0.1, 0.3, ONE, 0, Resampling.NEAREST);
        assertUniform(sorted(step, Place::right), RADIUS - 10.1, RADIUS + 10.1, PIXELS);
        assertUniform(sorted(step, Place::below), -30.3, 30.3, PIXELS);
        for (double x : sorted(step, Place::right)) {
            assertThat(x).isEqualTo(Math.rint(x));
        }
    }

    @Test
    void affineScalesAboutTheCentre() {
        Affine step = new Affine(0, 0, 0, new Bounds(0.5, 1.5), 0, Resampling.BILINEAR);
        assertUniform(sorted(step, Place::radius), 0.5 * RADIUS, 1.5 * RADIUS, PIXELS);
    }
}
