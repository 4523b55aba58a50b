package io.github.tlmaven;

import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A dataset of two classes: coloured noise of 48×48 pixels as PNG, no two pictures alike. */
public final class TinyPictures {

    /** Their folders' names, in order. */
    public static final List<String> CLASSES = List.of("blue", "red");

    private static final int SIDE = 48;
    private static final int LEVELS = 128;
    private static final int[] SHIFT_OF_CLASS = {0, 16};

    private TinyPictures() {}

    /** Writes {@code <folder>/<class>/<n>.png}, so many of each class; the salt changes all of them. */
    public static void write(Path folder, int perClass, String salt) {
        for (int label = 0; label < CLASSES.size(); label++) {
            for (int n = 0; n < perClass; n++) {
                draw(folder.resolve(path(label, n)), label, salt + path(label, n));
            }
        }
    }

    /** Writes pictures and gives them as a dataset has them, one class after the other. */
    public static List<Picture> pictures(Path folder, int perClass) {
        write(folder, perClass, "");
        List<Picture> pictures = new ArrayList<>();
        for (int label = 0; label < CLASSES.size(); label++) {
            for (int n = 0; n < perClass; n++) {
                Path file = folder.resolve(path(label, n));
                pictures.add(new Picture(path(label, n), file, label, Sha256.of(file)));
            }
        }
        return pictures;
    }

    private static String path(int label, int n) {
        return CLASSES.get(label) + "/" + n + ".png";
    }

    private static void draw(Path file, int label, String salt) {
        float[] noise = Formula.of(Map.of()).signed(salt, SIDE * SIDE);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < noise.length; i++) {
            int level = LEVELS + Math.round(noise[i] * (LEVELS - 1));
            image.setRGB(i % SIDE, i / SIDE, (level << SHIFT_OF_CLASS[label]) | ((level / 2) << 8));
        }
        try {
            Files.createDirectories(file.resolveSibling("."));
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
