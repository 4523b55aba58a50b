package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Golden;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Decoding, resize, centre crop and normalisation against torchvision over PIL. */
class PicturesGoldenTest {

    private static final Pattern CASE = Pattern.compile("(.+):resize(\\d+)-crop(\\d+)-(bilinear|bicubic)");
    private static final double TENSOR_TOLERANCE = 1e-4;
    /** Bytes are whole numbers, so a mean that differs by less differs only in how it was summed. */
    private static final double BYTE_MEAN_TOLERANCE = 1e-9;

    private final Map<String, @Nullable Object> pictures = member(Golden.json("pictures.json"), "pictures");

    @SuppressWarnings("unchecked") // JSON numbers
    private static List<Number> numbers(Map<String, @Nullable Object> parent, String name) {
        return (List<Number>) Golden.member(parent, name);
    }

    private static Map<String, @Nullable Object> member(Map<String, @Nullable Object> parent, String name) {
        return object(Golden.member(parent, name));
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        try {
            return Json.asObject(value, "golden value");
        } catch (Json.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Preprocessing preprocessing(Matcher match) {
        return new Preprocessing(
                Integer.parseInt(match.group(2)),
                Interpolation.valueOf(match.group(4).toUpperCase(Locale.ROOT)),
                Integer.parseInt(match.group(3)),
                numbers(pictures, "mean").stream().map(Number::doubleValue).toList(),
                numbers(pictures, "std").stream().map(Number::doubleValue).toList());
    }

    @TestFactory
    Stream<DynamicTest> everyCaseEqualsTorchvision() {
        Map<String, @Nullable Object> cases = member(pictures, "cases");
        assertThat(cases).isNotEmpty();
        return cases.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> compare(entry.getKey(), object(entry.getValue()))));
    }

    private void compare(String name, Map<String, @Nullable Object> golden)
            throws IOException, CorruptPictureException {
        Matcher match = CASE.matcher(name);
        assertThat(match.matches()).as(name).isTrue();
        Preprocessing preprocessing = preprocessing(match);
        EvalPipeline pipeline = new EvalPipeline(preprocessing);
        RgbImage picture = Decoder.decode(Files.readAllBytes(Golden.require("pictures/" + match.group(1))));
        int tolerance = preprocessing.interpolation() == Interpolation.BILINEAR ? 0 : 1;
        compareBytes(pipeline.transform(picture), golden, tolerance);
        FloatBuffer floats = FloatBuffer.allocate(pipeline.floats());
        pipeline.write(picture, floats);
        compareTensor(floats.array(), golden);
    }

    private static void compareBytes(RgbImage actual, Map<String, @Nullable Object> golden, int tolerance) {
        for (Object element : (List<?>) Golden.member(golden, "bytesAt")) {
            Map<String, @Nullable Object> at = object(element);
            int y = ((Number) Golden.member(at, "y")).intValue();
            int x = ((Number) Golden.member(at, "x")).intValue();
            List<Number> rgb = numbers(at, "rgb");
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                int value = actual.rgb()[(y * actual.width() + x) * RgbImage.CHANNELS + c] & 0xFF;
                assertThat(value)
                        .as("byte at y %d, x %d, channel %d", y, x, c)
                        .isCloseTo(rgb.get(c).intValue(), within(tolerance));
            }
        }
        for (int c = 0; c < RgbImage.CHANNELS; c++) {
            double sum = 0;
            for (int i = c; i < actual.rgb().length; i += RgbImage.CHANNELS) {
                sum += actual.rgb()[i] & 0xFF;
            }
            assertThat(sum / (actual.width() * actual.height()))
                    .as("mean byte of channel %d", c)
                    .isCloseTo(
                            numbers(golden, "byteMean").get(c).doubleValue(), within(tolerance + BYTE_MEAN_TOLERANCE));
        }
    }

    private static void compareTensor(float[] actual, Map<String, @Nullable Object> golden) {
        int pixels = actual.length / RgbImage.CHANNELS;
        for (int c = 0; c < RgbImage.CHANNELS; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = c; i < actual.length; i += RgbImage.CHANNELS) {
                sum += actual[i];
                squares += (double) actual[i] * actual[i];
            }
            double mean = sum / pixels;
            double std = Math.sqrt((squares - sum * mean) / (pixels - 1));
            assertThat(mean).isCloseTo(numbers(golden, "tensorMean").get(c).doubleValue(), within(TENSOR_TOLERANCE));
            assertThat(std).isCloseTo(numbers(golden, "tensorStd").get(c).doubleValue(), within(TENSOR_TOLERANCE));
        }
    }
}
