package io.github.tlmaven.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.data.Decoder;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.data.augment.AffineMap.Motion;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Resampling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole pictures against the digests that {@code golden/augmentations-pil.py} made: every byte equals PIL's. */
class AugmentationBitsTest {

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = AugmentationBitsTest.class.getResourceAsStream("/golden/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyByteEqualsPil() throws Exception {
        Object document = Json.read(new String(resource("augmentations-pil.json"), StandardCharsets.UTF_8));
        List<?> entries = (List<?>) Objects.requireNonNull(document);
        assertThat(entries).isNotEmpty();
        return entries.stream().map(AugmentationBitsTest::test);
    }

    private static DynamicTest test(Object entry) {
        try {
            Map<String, @Nullable Object> golden = Json.asObject(entry, "entry");
            String picture = String.valueOf(golden.get("picture"));
            List<?> call = (List<?>) Objects.requireNonNull(golden.get("case"));
            return DynamicTest.dynamicTest(picture + " " + call, () -> {
                RgbImage result = apply(Decoder.decode(resource("pictures/" + picture)), call);
                assertThat(Sha256.of(result.rgb()).hex()).isEqualTo(golden.get("sha256"));
            });
        } catch (Json.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RgbImage apply(RgbImage picture, List<?> call) {
        Object last = call.get(call.size() - 1);
        Resampling sampling = last instanceof Number
                ? Resampling.NEAREST
                : sampling(call.size() == 1 ? "nearest" : String.valueOf(last));
        double[] numbers = call.stream()
                .filter(Number.class::isInstance)
                .mapToDouble(number -> ((Number) number).doubleValue())
                .toArray();
        return switch (String.valueOf(call.get(0))) {
            case "rotate" -> Warp.rotate(picture, numbers[0], sampling);
            case "shear" -> Warp.shear(picture, numbers[0], numbers[1], sampling);
            case "affine" -> Warp.move(picture, motion(numbers), sampling);
            default -> colours(picture, String.valueOf(call.get(0)), numbers);
        };
    }

    private static Resampling sampling(String keyword) {
        return Resampling.valueOf(keyword.toUpperCase(Locale.ROOT));
    }

    private static Motion motion(double[] numbers) {
        return new Motion(numbers[0], (int) numbers[1], (int) numbers[2], numbers[3], numbers[4], 0);
    }

    private static RgbImage colours(RgbImage picture, String transform, double[] numbers) {
        return switch (transform) {
            case "brightness" -> Enhance.brightness(picture, numbers[0]);
            case "contrast" -> Enhance.contrast(picture, numbers[0]);
            case "saturation" -> Enhance.saturation(picture, numbers[0]);
            case "sharpness" -> Enhance.sharpness(picture, numbers[0]);
            case "hue" -> Hue.adjust(picture, numbers[0]);
            case "posterize" -> Tones.posterize(picture, (int) numbers[0]);
            case "solarize" -> Tones.solarize(picture, numbers[0]);
            case "autocontrast" -> Tones.autocontrast(picture);
            case "equalize" -> Tones.equalize(picture);
            case "invert" -> Tones.solarize(picture, 0);
            case "grayscale" -> Enhance.grayscale(picture);
            default -> throw new IllegalArgumentException(transform);
        };
    }
}
