package io.github.tlmaven;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;

/** Small PNG files in which every pixel is a function of a number. */
public final class TestPictures {

    private TestPictures() {}

    /** Writes a square picture whose look depends on the variant; creates the folders above it. */
    public static Path write(Path file, int side, int variant) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int red = (x * (3 + variant) + y) & 0xFF;
                int green = (y * (5 + 2 * variant)) & 0xFF;
                int blue = (40 * variant + x * y / (1 + variant % 4)) & 0xFF;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
