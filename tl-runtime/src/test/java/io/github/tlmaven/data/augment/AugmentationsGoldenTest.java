package io.github.tlmaven.data.augment;

import static io.github.tlmaven.GoldenValues.numbers;
import static io.github.tlmaven.GoldenValues.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.data.Decoder;
import io.github.tlmaven.data.Geometry;
import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.data.Resampler;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.data.augment.AffineMap.Motion;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.spec.Resampling;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every deterministic transform, mixup and CutMix against torchvision over PIL. Tolerances are those of the golden values' README. */
class AugmentationsGoldenTest {

    private static final List<String> PICTURES = List.of("small-noise.png", "wide-rgb.png");
    private static final int EXACT = 0;
    private static final int ROUNDED = 1;
    private static final int HUE = 3;
    private static final double MEAN = 0.5;
    private static final double MIXED = 1e-6;

    private static final int SIDE = 8;
    private static final int COUNT = 4;
    private static final int CLASSES = 3;
    private static final int[] LABELS = {0, 2, 1, 2};

    private static final Map<String, UnaryOperator<RgbImage>> TRANSFORMS = transforms();

    private final Map<String, @Nullable Object> document = Golden.json("augmentations.json");
    private final Map<String, @Nullable Object> golden = object(document, "augmentations");

    private static Map<String, UnaryOperator<RgbImage>> transforms() {
        Map<String, UnaryOperator<RgbImage>> all = new TreeMap<>();
        all.put("hflip", Geometry::flipHorizontally);
        all.put("vflip", Geometry::flipVertically);
        all.put("resized-crop 20 40 200 150 to 96", p -> crop(p, new Region(40, 20, 150, 200), Interpolation.BILINEAR));
        all.put("resized-crop bicubic 0 0 60 61 to 96", p -> crop(p, new Region(0, 0, 61, 60), Interpolation.BICUBIC));
        all.put("rotate 15 bilinear", p -> Warp.rotate(p, 15, Resampling.BILINEAR));
        all.put("rotate -30 nearest", p -> Warp.rotate(p, -30, Resampling.NEAREST));
        all.put("affine shear-x 0.3 rad", p -> Warp.shear(p, 0.3, 0, Resampling.BILINEAR));
        all.put("affine shear-y -0.2 rad", p -> Warp.shear(p, 0, -0.2, Resampling.BILINEAR));
        all.put("translate 12 -7", p -> Warp.move(p, Motion.translated(12, -7), Resampling.BILINEAR));
        all.put("brightness 0.6", p -> Enhance.brightness(p, 0.6));
        all.put("brightness 1.5", p -> Enhance.brightness(p, 1.5));
        all.put("contrast 0.6", p -> Enhance.contrast(p, 0.6));
        all.put("contrast 1.5", p -> Enhance.contrast(p, 1.5));
        all.put("saturation 0.4", p -> Enhance.saturation(p, 0.4));
        all.put("saturation 1.6", p -> Enhance.saturation(p, 1.6));
        all.put("hue 0.1", p -> Hue.adjust(p, 0.1));
        all.put("hue -0.25", p -> Hue.adjust(p, -0.25));
        all.put("sharpness 0.3", p -> Enhance.sharpness(p, 0.3));
        all.put("sharpness 1.9", p -> Enhance.sharpness(p, 1.9));
        all.put("posterize 3 bits", p -> Tones.posterize(p, 3));
        all.put("solarize 128", p -> Tones.solarize(p, 128));
        all.put("autocontrast", Tones::autocontrast);
        all.put("equalize", Tones::equalize);
        all.put("invert", p -> Tones.solarize(p, 0));
        all.put("grayscale", Enhance::grayscale);
        all.put("gaussian-blur 5 sigma 1.3", p -> GaussianBlur.apply(p, 5, 1.3));
        return all;
    }

    private static RgbImage crop(RgbImage picture, Region region, Interpolation interpolation) {
        return Resampler.resize(Geometry.crop(picture, region), 96, 96, interpolation);
    }

    private static int tolerance(String transform) {
        if (transform.startsWith("hue")) {
            return HUE;
        }
        boolean exact = transform.endsWith("flip")
                || transform.endsWith("nearest")
                || transform.startsWith("translate")
                || transform.equals("invert")
                || transform.startsWith("posterize")
                || transform.startsWith("solarize");
        return exact ? EXACT : ROUNDED;
    }

    @TestFactory
    Stream<DynamicTest> everyTransformEqualsTorchvision() {
        return golden.keySet().stream()
                .filter(name -> PICTURES.stream().anyMatch(picture -> name.startsWith(picture + ":")))
                .map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
    }

    @Test
    void everyTransformHasAGoldenValue() {
        assertThat(TRANSFORMS.keySet()).allSatisfy(name -> assertThat(golden).containsKey("wide-rgb.png:" + name));
    }

    private void compare(String name) throws Exception {
        int colon = name.indexOf(':');
        String transform = name.substring(colon + 1);
        RgbImage picture = Decoder.decode(Files.readAllBytes(Golden.require("pictures/" + name.substring(0, colon))));
        RgbImage actual =
                Objects.requireNonNull(TRANSFORMS.get(transform), transform).apply(picture);
        Map<String, @Nullable Object> expected = object(golden, name);
        assertThat(new double[] {actual.height(), actual.width()}).containsExactly(numbers(expected, "size"));
        compareBytes(actual, expected, tolerance(transform));
        double[] means = numbers(expected, "byteMean");
        for (int c = 0; c < RgbImage.CHANNELS; c++) {
            assertThat(mean(actual, c)).as("mean of channel %d", c).isCloseTo(means[c], within(MEAN));
        }
    }

    private static void compareBytes(RgbImage actual, Map<String, @Nullable Object> expected, int tolerance)
            throws Json.MalformedException {
        for (Object element : (List<?>) Golden.member(expected, "bytesAt")) {
            Map<String, @Nullable Object> at = Json.asObject(element, "bytesAt");
            int y = ((Number) Golden.member(at, "y")).intValue();
            int x = ((Number) Golden.member(at, "x")).intValue();
            double[] rgb = numbers(at, "rgb");
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                double value = actual.rgb()[(y * actual.width() + x) * RgbImage.CHANNELS + c] & 0xFF;
                assertThat(value).as("byte at y %d, x %d, channel %d", y, x, c).isCloseTo(rgb[c], within((double)
                        tolerance));
            }
        }
    }

    private static double mean(RgbImage picture, int channel) {
        double sum = 0;
        for (int i = channel; i < picture.rgb().length; i += RgbImage.CHANNELS) {
            sum += picture.rgb()[i] & 0xFF;
        }
        return sum / (picture.width() * picture.height());
    }

    @Test
    void mixupEqualsTheReference() {
        compareMix("mixup lambda 0.3, partner = previous sample", i -> new Mix(previous(i), 0.3, Optional.empty()));
    }

    @Test
    void cutmixEqualsTheReference() {
        Region box = new Region(1, 2, 4, 4);
        double stays = 1 - 16.0 / 64;
        compareMix(
                "cutmix rows 2-5, columns 1-4, partner = previous sample",
                i -> new Mix(previous(i), stays, Optional.of(box)));
    }

    private static int previous(int item) {
        return (item + COUNT - 1) % COUNT;
    }

    private void compareMix(String name, IntFunction<Mix> mixes) {
        Map<String, @Nullable Object> expected = object(golden, name);
        int floats = RgbImage.CHANNELS * SIDE * SIDE;
        float[] batch = Formula.of(document).signed("batch", COUNT * floats);
        double sum = 0;
        double[] targets = numbers(expected, "targets");
        for (int i = 0; i < COUNT; i++) {
            Mix mix = mixes.apply(i);
            float[] own = channelsLast(batch, i * floats);
            mix.pixels(own, channelsLast(batch, mix.partner() * floats), SIDE);
            for (float value : own) {
                sum += value;
            }
            if (i == 0) {
                comparePixels(own, numbers(expected, "pixels"));
            }
            float[] target = mix.target(LABELS[i], LABELS[mix.partner()], CLASSES);
            for (int c = 0; c < CLASSES; c++) {
                assertThat((double) target[c]).isCloseTo(targets[i * CLASSES + c], within(MIXED));
            }
        }
        // The reference adds up in single precision: 768 values of up to 1.
        assertThat(sum).isCloseTo(((Number) Golden.member(expected, "sum")).doubleValue(), within(1e-4));
    }

    /** The first values of the reference lie in the first channel. */
    private static void comparePixels(float[] own, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) own[i * RgbImage.CHANNELS]).isCloseTo(expected[i], within(MIXED));
        }
    }

    private static float[] channelsLast(float[] batch, int start) {
        int pixels = SIDE * SIDE;
        float[] result = new float[pixels * RgbImage.CHANNELS];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                result[i * RgbImage.CHANNELS + c] = batch[start + c * pixels + i];
            }
        }
        return result;
    }
}
