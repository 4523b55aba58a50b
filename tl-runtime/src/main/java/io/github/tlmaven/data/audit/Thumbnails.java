package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.Resampler;
import io.github.tlmaven.data.RgbImage;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small copies of pictures for people to look at. */
public final class Thumbnails {

    /** Pixels of the longer side; sharp at half as many points on a dense screen. */
    private static final int SIDE = 144;

    private static final int[] SHIFTS = {16, 8, 0};

    private Thumbnails() {}

    /** Name of a picture's small copy: pictures of equal bytes share one. */
    public static String name(Picture picture) {
        return picture.digest().abbreviated() + ".png";
    }

    /**
     * Writes a PNG of at most 144 × 144 pixels, none larger than its picture.
     *
     * @throws io.github.tlmaven.failure.DataException if the picture changed, or the folder cannot be written
     */
    public static void write(Picture picture, Path folder) {
        BufferedImage image = image(reduced(picture.load()));
        AtomicFile.write(folder.resolve(name(picture)), temporary -> {
            if (!ImageIO.write(image, "png", temporary.toFile())) {
                throw new IOException("this Java cannot write PNG");
            }
        });
    }

    private static RgbImage reduced(RgbImage picture) {
        int longer = Math.max(picture.width(), picture.height());
        if (longer <= SIDE) {
            return picture;
        }
        int width = Math.max(1, picture.width() * SIDE / longer);
        int height = Math.max(1, picture.height() * SIDE / longer);
        return Resampler.resize(picture, width, height, Interpolation.BILINEAR);
    }

    private static BufferedImage image(RgbImage picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        byte[] rgb = picture.rgb();
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int colour = 0;
            for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
                colour |= (rgb[i * RgbImage.CHANNELS + channel] & 0xFF) << SHIFTS[channel];
            }
            image.setRGB(i % picture.width(), i / picture.width(), colour);
        }
        return image;
    }
}
