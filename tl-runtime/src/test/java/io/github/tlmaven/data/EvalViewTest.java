package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Views of evaluation against the digests that {@code golden/crops-pil.py} made with torchvision's TenCrop. */
class EvalViewTest {

    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);
    private static final int FIRST_MIRRORED = 5;

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = EvalViewTest.class.getResourceAsStream("/golden/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static Preprocessing preprocessing(int resize, int crop, Interpolation interpolation) {
        return new Preprocessing(resize, interpolation, crop, HALF, HALF);
    }

    private static List<String> digests(EvalPipeline pipeline, RgbImage picture, TestTimeAugmentation augmentation) {
        return EvalView.of(augmentation).stream()
                .map(view -> Sha256.of(pipeline.transform(picture, view).rgb()).hex())
                .toList();
    }

    static Stream<Object> resizedPictures() throws Exception {
        String document = new String(resource("crops-pil.json"), StandardCharsets.UTF_8);
        List<?> entries = (List<?>) Objects.requireNonNull(Json.read(document));
        return entries.stream().map(entry -> entry);
    }

    @ParameterizedTest
    @MethodSource("resizedPictures")
    void everyByteEqualsTorchvision(Object entry) throws Exception {
        Map<String, @Nullable Object> golden = Json.asObject(entry, "entry");
        Interpolation interpolation = Interpolation.valueOf(
                String.valueOf(golden.get("interpolation")).toUpperCase(Locale.ROOT));
        EvalPipeline pipeline =
                new EvalPipeline(preprocessing(number(golden, "resize"), number(golden, "crop"), interpolation));
        RgbImage picture = Decoder.decode(resource("pictures/" + golden.get("picture")));
        List<?> crops = (List<?>) Objects.requireNonNull(golden.get("sha256"));

        assertThat(digests(pipeline, picture, TestTimeAugmentation.TEN_CROP)).isEqualTo(crops);
        assertThat(digests(pipeline, picture, TestTimeAugmentation.FIVE_CROP))
                .isEqualTo(crops.subList(0, FIRST_MIRRORED));
        Object centre = crops.get(FIRST_MIRRORED - 1);
        assertThat(digests(pipeline, picture, TestTimeAugmentation.FLIP))
                .isEqualTo(List.of(centre, crops.get(crops.size() - 1)));
        assertThat(digests(pipeline, picture, TestTimeAugmentation.NONE)).isEqualTo(List.of(centre));
    }

    private static int number(Map<String, @Nullable Object> golden, String name) {
        return ((Number) Objects.requireNonNull(golden.get(name))).intValue();
    }

    @ParameterizedTest
    @EnumSource(TestTimeAugmentation.class)
    void thereAreAsManyViewsAsPasses(TestTimeAugmentation augmentation) {
        assertThat(EvalView.of(augmentation)).hasSize(augmentation.passes()).doesNotHaveDuplicates();
    }

    @Test
    void theMirrorImageOfASymmetricPictureIsThePicture() {
        int width = 15;
        int height = 12;
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / RgbImage.CHANNELS % width;
            rgb[i] = (byte) (20 * Math.min(x, width - 1 - x));
        }
        // The margin of the crop is odd, so the two centres lie at different columns.
        EvalPipeline pipeline = new EvalPipeline(preprocessing(height, 12, Interpolation.BILINEAR));
        assertThat(digests(pipeline, new RgbImage(width, height, rgb), TestTimeAugmentation.FLIP))
                .hasSize(2)
                .containsOnly(Sha256.of(pipeline.transform(new RgbImage(width, height, rgb))
                                .rgb())
                        .hex());
    }
}
