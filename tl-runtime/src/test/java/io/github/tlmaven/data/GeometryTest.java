package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.Geometry.Region;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {

    private static final RandomResizedCrop CROP = new RandomResizedCrop(0.6, 1, 0.75, 4.0 / 3);

    @ParameterizedTest
    @CsvSource({"500,375,256,341,256", "375,500,256,256,341", "192,192,256,256,256", "3,1000,7,7,2333"})
    void shortSideIsResizedAndTheLongOneRoundedDown(int width, int height, int side, int outWidth, int outHeight) {
        RgbImage resized = Geometry.resizeShortSide(Fixtures.gradient(width, height), side, Interpolation.BILINEAR);
        assertThat(resized.width()).isEqualTo(outWidth);
        assertThat(resized.height()).isEqualTo(outHeight);
    }

    @ParameterizedTest
    @CsvSource({"5,4,0", "7,4,2", "9,4,2", "11,4,4"})
    void halfAPixelGoesToTheEvenNeighbour(int width, int side, int left) {
        RgbImage picture = Fixtures.gradient(width, side);
        RgbImage cropped = Geometry.centerCrop(picture, side);
        assertThat(cropped.rgb())
                .isEqualTo(
                        Geometry.crop(picture, new Region(left, 0, side, side)).rgb());
    }

    @Test
    void smallerPictureIsSurroundedByBlack() {
        RgbImage white = new RgbImage(1, 1, new byte[] {-1, -1, -1});
        byte[] expected = new byte[4 * 4 * RgbImage.CHANNELS];
        for (int i = 0; i < RgbImage.CHANNELS; i++) {
            expected[(1 * 4 + 1) * RgbImage.CHANNELS + i] = -1;
        }
        assertThat(Geometry.centerCrop(white, 4).rgb()).isEqualTo(expected);
    }

    @Test
    void cropThatReachesPastThePictureIsRefused() {
        assertThatThrownBy(() -> Geometry.crop(Fixtures.gradient(4, 4), new Region(2, 0, 3, 4)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void flipTwiceIsThePicture() {
        RgbImage picture = Fixtures.gradient(5, 3);
        RgbImage flipped = Geometry.flipHorizontally(picture);
        assertThat(flipped.rgb()).isNotEqualTo(picture.rgb());
        assertThat(Geometry.flipHorizontally(flipped).rgb()).isEqualTo(picture.rgb());
    }

    @Test
    void randomCropsLieInsideAndKeepAreaAndRatio() {
        int width = 400;
        int height = 300;
        for (int epoch = 0; epoch < 1000; epoch++) {
            Region region = CROP.choose(width, height, Draws.of(1, Purpose.AUGMENTATION, epoch, "a"));
            assertThat(region.left() + region.width()).isLessThanOrEqualTo(width);
            assertThat(region.top() + region.height()).isLessThanOrEqualTo(height);
            double share = (double) region.width() * region.height() / (width * height);
            // Sides are rounded to whole pixels, half a percent of the smallest.
            assertThat(share).isBetween(0.595, 1.0);
            assertThat((double) region.width() / region.height()).isBetween(0.745, 1.34);
        }
    }

    @Test
    void randomCropOfAStripFallsBackToItsMiddle() {
        Region region = CROP.choose(1000, 10, Draws.of(1, Purpose.AUGMENTATION, 0, "a"));
        assertThat(region).isEqualTo(new Region(493, 0, 13, 10));
    }

    @Test
    void randomCropsAreSpreadOverTheAllowedAreas() {
        double sum = 0;
        int tries = 4000;
        for (int epoch = 0; epoch < tries; epoch++) {
            Region region = CROP.choose(1000, 1000, Draws.of(3, Purpose.AUGMENTATION, epoch, "a"));
            sum += (double) region.width() * region.height() / 1e6;
        }
        // A share near 1 often does not fit with a ratio, so the mean lies below the middle of 0.6 and 1.
        assertThat(sum / tries).isCloseTo(0.76, within(0.03));
    }
}
