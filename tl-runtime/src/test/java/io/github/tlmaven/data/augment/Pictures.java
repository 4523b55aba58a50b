package io.github.tlmaven.data.augment;

import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;

/** Pictures without files. */
final class Pictures {

    private Pictures() {}

    static RgbImage noise(int width, int height) {
        Draws draws = Draws.of(0, Purpose.ORDER, 0, width + "x" + height);
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) draws.nextInt(Samples.LEVELS);
        }
        return new RgbImage(width, height, rgb);
    }

    static RgbImage plain(int width, int height, int... colour) {
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) colour[i % RgbImage.CHANNELS];
        }
        return new RgbImage(width, height, rgb);
    }
}
