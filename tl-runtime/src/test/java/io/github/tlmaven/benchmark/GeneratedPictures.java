package io.github.tlmaven.benchmark;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Draws datasets of any size, PNG of 64 × 64 pixels. Of the look {@code varied} no two pictures are alike but for one in
 * {@value #PLANTED}, which is one of its class a little brighter; {@code icons} are two shapes on white; {@code alike} are
 * all one picture with other noise, the worst that a search for pairs can meet.
 */
final class GeneratedPictures {

    /** Side of a picture in pixels. */
    static final int SIDE = 64;

    static final String VARIED = "varied";

    private static final int CLASSES = 10;
    private static final int PLANTED = 1000;
    private static final int NOISE = 3;

    private GeneratedPictures() {}

    /** Draws pictures into a folder for each class. */
    static void draw(Path folder, int count, String look) {
        IntStream.range(0, count).parallel().forEach(n -> write(folder, n, picture(look, n)));
    }

    private static BufferedImage picture(String look, int n) {
        return switch (look) {
            case VARIED -> n % PLANTED == PLANTED - 1 ? brighter(varied(n - CLASSES)) : varied(n);
            case "icons" -> shapes(new SplittableRandom(n), Color.WHITE, 2);
            case "alike" -> noisy(varied(0), new SplittableRandom(n));
            default -> throw new IllegalArgumentException("varied, icons or alike, not " + look);
        };
    }

    private static BufferedImage varied(int n) {
        SplittableRandom random = new SplittableRandom(n);
        return shapes(random, colour(random), 12);
    }

    private static Color colour(SplittableRandom random) {
        return new Color(random.nextInt(1 << 24));
    }

    private static BufferedImage shapes(SplittableRandom random, Color ground, int count) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(ground);
        graphics.fillRect(0, 0, SIDE, SIDE);
        for (int i = 0; i < count; i++) {
            graphics.setColor(colour(random));
            int width = 8 + random.nextInt(SIDE / 2);
            int height = 8 + random.nextInt(SIDE / 2);
            int x = random.nextInt(SIDE - width);
            int y = random.nextInt(SIDE - height);
            if (random.nextBoolean()) {
                graphics.fillOval(x, y, width, height);
            } else {
                graphics.fillRect(x, y, width, height);
            }
        }
        graphics.dispose();
        return image;
    }

    private static BufferedImage brighter(BufferedImage image) {
        return changed(image, channel -> Math.min(0xFF, channel + NOISE));
    }

    private static BufferedImage noisy(BufferedImage image, SplittableRandom random) {
        return changed(image, channel -> {
            int level = channel + random.nextInt(-NOISE, NOISE + 1);
            return Math.min(0xFF, Math.max(0, level));
        });
    }

    /** Applies a function to every channel of every pixel. */
    private static BufferedImage changed(BufferedImage image, IntUnaryOperator function) {
        for (int i = 0; i < SIDE * SIDE; i++) {
            int colour = image.getRGB(i % SIDE, i / SIDE);
            int changed = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                changed |= function.applyAsInt(colour >>> shift & 0xFF) << shift;
            }
            image.setRGB(i % SIDE, i / SIDE, changed);
        }
        return image;
    }

    private static void write(Path folder, int n, BufferedImage picture) {
        Path file = folder.resolve("c" + n % CLASSES).resolve(n + ".png");
        try {
            Files.createDirectories(file.resolveSibling("."));
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
