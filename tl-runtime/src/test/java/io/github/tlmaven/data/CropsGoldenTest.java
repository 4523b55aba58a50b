package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Golden;
import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The parts of light augmentation, with their choices fixed, against torchvision over PIL. */
class CropsGoldenTest {

    private static final int SIDE = 96;
    /** What the golden values' README allows a byte that was interpolated. */
    private static final int INTERPOLATED = 1;

    private static RgbImage picture(String name) throws IOException, CorruptPictureException {
        return Decoder.decode(Files.readAllBytes(Golden.require("pictures/" + name)));
    }

    private static RgbImage resizedCrop(String name, Region region, Interpolation interpolation)
            throws IOException, CorruptPictureException {
        return Resampler.resize(Geometry.crop(picture(name), region), SIDE, SIDE, interpolation);
    }

    private static void compare(String name, RgbImage actual, int tolerance) throws Json.MalformedException {
        Map<String, @Nullable Object> all =
                Json.asObject(Golden.member(Golden.json("augmentations.json"), "augmentations"), "augmentations");
        Map<String, @Nullable Object> golden = Json.asObject(Golden.member(all, name), name);
        for (Object element : (List<?>) Golden.member(golden, "bytesAt")) {
            Map<String, @Nullable Object> at = Json.asObject(element, "bytesAt");
            int y = ((Number) Golden.member(at, "y")).intValue();
            int x = ((Number) Golden.member(at, "x")).intValue();
            List<?> rgb = (List<?>) Golden.member(at, "rgb");
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                int value = actual.rgb()[(y * actual.width() + x) * RgbImage.CHANNELS + c] & 0xFF;
                assertThat(value)
                        .as("%s: byte at y %d, x %d, channel %d", name, y, x, c)
                        .isCloseTo(((Number) rgb.get(c)).intValue(), within(tolerance));
            }
        }
    }

    @Test
    void flipEqualsTorchvision() throws Exception {
        compare("wide-rgb.png:hflip", Geometry.flipHorizontally(picture("wide-rgb.png")), 0);
        compare("small-noise.png:hflip", Geometry.flipHorizontally(picture("small-noise.png")), 0);
    }

    @Test
    void bilinearResizedCropEqualsTorchvision() throws Exception {
        RgbImage actual = resizedCrop("wide-rgb.png", new Region(40, 20, 150, 200), Interpolation.BILINEAR);
        compare("wide-rgb.png:resized-crop 20 40 200 150 to 96", actual, INTERPOLATED);
    }

    @Test
    void bicubicResizedCropEqualsTorchvision() throws Exception {
        Region region = new Region(0, 0, 61, 60);
        for (String name : List.of("wide-rgb.png", "small-noise.png")) {
            RgbImage actual = resizedCrop(name, region, Interpolation.BICUBIC);
            compare(name + ":resized-crop bicubic 0 0 60 61 to 96", actual, INTERPOLATED);
        }
    }
}
