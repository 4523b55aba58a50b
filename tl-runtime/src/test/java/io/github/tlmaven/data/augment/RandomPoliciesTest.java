package io.github.tlmaven.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.spec.AugmentationStep.ColorJitter;
import io.github.tlmaven.spec.AugmentationStep.Erasing;
import io.github.tlmaven.spec.AugmentationStep.RandAugment;
import io.github.tlmaven.spec.AugmentationStep.TrivialAugment;
import io.github.tlmaven.spec.Bounds;
import io.github.tlmaven.spec.Resampling;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The laws by which torchvision's classes choose, over many draws. */
class RandomPoliciesTest {

    /** Values of single precision, as torchvision holds its tables. */
    private static final double SINGLE = 1e-6;

    private static final int WIDTH = 224;
    private static final int HEIGHT = 200;
    private static final int TRIES = 5600;
    /** A share over that many tries lies that many standard deviations from its mean once in fifteen thousand times. */
    private static final double DEVIATIONS = 4;

    private static Draws draws(int epoch) {
        return Draws.of(5, Purpose.AUGMENTATION, epoch, "a.png");
    }

    private static void assertShare(int count, int tries, double expected) {
        double deviation = Math.sqrt(expected * (1 - expected) / tries);
        assertThat((double) count / tries).isCloseTo(expected, within(DEVIATIONS * deviation));
    }

    /** Printed by torchvision 0.14.1's _augmentation_space(31, (200, 224)) at steps 0, 1, 9, 14, 15, 16 and 30. */
    @ParameterizedTest
    @CsvSource({
        "SHEAR_X, 0, 0.010000000707805157, 0.09000000357627869, 0.14000001549720764, 0.15000000596046448, 0.1599999964237213, 0.30000001192092896",
        "TRANSLATE_X, 0, 3.383685827255249, 30.45317268371582, 47.37160110473633, 50.755287170410156, 54.138973236083984, 101.51057434082031",
        "TRANSLATE_Y, 0, 3.0211479663848877, 27.190332412719727, 42.29607391357422, 45.31721878051758, 48.3383674621582, 90.63443756103516",
        "ROTATE, 0, 1, 9, 14, 15, 16, 30",
        "CONTRAST, 0, 0.029999999329447746, 0.26999998092651367, 0.41999998688697815, 0.44999998807907104, 0.47999998927116394, 0.8999999761581421",
        "POSTERIZE, 8, 8, 7, 6, 6, 6, 4",
        "SOLARIZE, 255, 246.5, 178.5, 136, 127.5, 119, 0",
        "EQUALIZE, 0, 0, 0, 0, 0, 0, 0",
    })
    void randAugmentsMagnitudesAreTorchvisions(
            Operation operation, double a, double b, double c, double d, double e, double f, double g) {
        compare(Magnitudes.rand(WIDTH, HEIGHT), operation, a, b, c, d, e, f, g);
    }

    /** As above, of TrivialAugmentWide. */
    @ParameterizedTest
    @CsvSource({
        "SHEAR_Y, 0, 0.032999999821186066, 0.296999990940094, 0.4620000123977661, 0.4950000047683716, 0.527999997138977, 0.9900000095367432",
        "TRANSLATE_X, 0, 1.0666667222976685, 9.600000381469727, 14.933334350585938, 16, 17.066665649414062, 32",
        "TRANSLATE_Y, 0, 1.0666667222976685, 9.600000381469727, 14.933334350585938, 16, 17.066665649414062, 32",
        "ROTATE, 0, 4.5, 40.5, 63, 67.5, 72, 135",
        "SHARPNESS, 0, 0.032999999821186066, 0.296999990940094, 0.4620000123977661, 0.4950000047683716, 0.527999997138977, 0.9900000095367432",
        "POSTERIZE, 8, 8, 6, 5, 5, 5, 2",
        "SOLARIZE, 255, 246.5, 178.5, 136, 127.5, 119, 0",
    })
    void trivialAugmentsMagnitudesAreTorchvisions(
            Operation operation, double a, double b, double c, double d, double e, double f, double g) {
        compare(Magnitudes.wide(), operation, a, b, c, d, e, f, g);
    }

    private static void compare(Magnitudes magnitudes, Operation operation, double... expected) {
        int[] levels = {0, 1, 9, 14, 15, 16, 30};
        for (int i = 0; i < levels.length; i++) {
            assertThat(magnitudes.of(operation, levels[i]))
                    .as("step %d", levels[i])
                    .isCloseTo(expected[i], within(SINGLE * Math.max(1, expected[i])));
        }
    }

    @Test
    void everyOperationIsDrawnEquallyOften() {
        Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
        Map<Double, Integer> rotations = new HashMap<>();
        int negative = 0;
        for (int i = 0; i < TRIES; i++) {
            Choice choice = Choice.trivial(draws(i));
            counts.merge(choice.operation(), 1, Integer::sum);
            if (choice.operation() == Operation.ROTATE) {
                rotations.merge(Math.abs(choice.magnitude()), 1, Integer::sum);
                negative += choice.magnitude() < 0 ? 1 : 0;
            }
        }
        int operations = Operation.values().length;
        assertThat(operations).isEqualTo(14);
        assertThat(counts).hasSize(operations);
        counts.values().forEach(count -> assertShare(count, TRIES, 1.0 / operations));
        int turned = counts.getOrDefault(Operation.ROTATE, 0);
        assertThat(rotations).as("all steps of the scale").hasSize(TrivialAugment.BINS);
        assertShare(negative, turned, 0.5 * (TrivialAugment.BINS - 1) / TrivialAugment.BINS);
    }

    @Test
    void randAugmentKeepsItsMagnitude() {
        RandAugment step = new RandAugment(1, 9, Resampling.NEAREST);
        for (int i = 0; i < TRIES; i++) {
            Choice choice = Choice.rand(step, WIDTH, HEIGHT, draws(i));
            double table = Magnitudes.rand(WIDTH, HEIGHT).of(choice.operation(), step.magnitude());
            assertThat(Math.abs(choice.magnitude())).isEqualTo(table);
            assertThat(choice.magnitude() >= 0 || choice.operation().isSigned()).isTrue();
        }
    }

    @Test
    void randAugmentCarriesOutSeveralOperations() {
        RgbImage picture = Pictures.noise(32, 24);
        int differ = 0;
        for (int i = 0; i < 50; i++) {
            RgbImage one = RandomPolicies.randAugment(picture, new RandAugment(1, 20, Resampling.NEAREST), draws(i));
            RgbImage two = RandomPolicies.randAugment(picture, new RandAugment(2, 20, Resampling.NEAREST), draws(i));
            differ += Sha256.of(one.rgb()).equals(Sha256.of(two.rgb())) ? 0 : 1;
        }
        // A second operation is the identity in a fourteenth of all cases.
        assertThat(differ).isBetween(35, 50);
    }

    @Test
    void jittersFactorIsUniformAboutOne() {
        RgbImage grey = Pictures.plain(4, 4, 100, 100, 100);
        ColorJitter brightness = new ColorJitter(0.4, 0, 0, 0);
        double sum = 0;
        for (int i = 0; i < TRIES; i++) {
            int value = RandomPolicies.colorJitter(grey, brightness, draws(i)).rgb()[0] & 0xFF;
            assertThat(value).isBetween(60, 140);
            sum += value;
        }
        double deviation = 80 / Math.sqrt(12);
        // Rounded towards zero, so half a level below 100.
        assertThat(sum / TRIES).isCloseTo(99.5, within(DEVIATIONS * deviation / Math.sqrt(TRIES)));
    }

    @Test
    void jitterTurnsHueEitherWay() {
        RgbImage red = Pictures.plain(1, 1, 200, 40, 40);
        ColorJitter hue = new ColorJitter(0, 0, 0, 0.1);
        int towardsGreen = 0;
        int towardsBlue = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] rgb = RandomPolicies.colorJitter(red, hue, draws(i)).rgb();
            towardsGreen += (rgb[1] & 0xFF) > (rgb[2] & 0xFF) ? 1 : 0;
            towardsBlue += (rgb[2] & 0xFF) > (rgb[1] & 0xFF) ? 1 : 0;
        }
        // A turn by less than a 255th of the circle rounds to none.
        double still = 1 / 25.5;
        assertShare(towardsGreen, TRIES, (1 - still) / 2);
        assertShare(towardsBlue, TRIES, (1 - still) / 2);
    }

    @Test
    void jitterOfNothingChangesNothing() {
        RgbImage picture = Pictures.noise(8, 8);
        assertThat(RandomPolicies.colorJitter(picture, new ColorJitter(0, 0, 0, 0), draws(0)))
                .isSameAs(picture);
    }

    @Test
    void erasedRectanglesKeepShareAndRatio() {
        Erasing step = new Erasing(0.25, new Bounds(0.02, 0.33), new Bounds(0.3, 3.3));
        int erased = 0;
        double logs = 0;
        for (int i = 0; i < TRIES; i++) {
            Optional<Region> region = RandomErasing.choose(step, WIDTH, draws(i));
            if (region.isEmpty()) {
                continue;
            }
            erased++;
            Region box = region.get();
            assertThat(box.left() + box.width()).isLessThanOrEqualTo(WIDTH);
            assertThat(box.top() + box.height()).isLessThanOrEqualTo(WIDTH);
            // Sides are rounded to whole pixels: half of one in the smallest side of 17.
            assertThat((double) box.width() * box.height() / (WIDTH * WIDTH)).isBetween(0.0195, 0.333);
            double ratio = (double) box.height() / box.width();
            assertThat(ratio).isBetween(0.28, 3.5);
            logs += Math.log(ratio);
        }
        assertShare(erased, TRIES, 0.25);
        assertThat(logs / erased).as("the logarithm is uniform about 0").isCloseTo(0, within(0.08));
    }
}
