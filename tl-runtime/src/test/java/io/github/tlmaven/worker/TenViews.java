package io.github.tlmaven.worker;

import io.github.tlmaven.Formula;
import io.github.tlmaven.TinyPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Pictures, and sets of pictures whose centres are the ten crops of them, cut out by AWT. */
final class TenViews {

    /** What the resize is larger than the crop. */
    static final int MARGIN = 3;

    /** Name and folder of the set of whole pictures. */
    static final String WHOLE = "whole";

    /** So much wider than high, so that a centred square lies half a pixel off. */
    private static final int WIDER = 2;

    /** Where the centre of a picture begins: half of the margin, rounded to even. */
    private static final int CENTRE_ROW = 2;

    /** The same of the wider pictures' columns. */
    private static final int CENTRE_COLUMN = 2;

    private TenViews() {}

    /** Writes the folders and gives the names of those of the views. */
    static List<String> write(Path base, int crop) {
        int height = crop + MARGIN;
        int width = height + WIDER;
        int right = width - crop;
        int bottom = height - crop;
        List<int[]> offsets = List.of(
                new int[] {0, 0}, new int[] {right, 0}, new int[] {0, bottom}, new int[] {right, bottom}, new int[] {
                    CENTRE_COLUMN, CENTRE_ROW
                });
        List<String> views = IntStream.range(0, 2 * offsets.size())
                .mapToObj(view -> "view-" + view)
                .toList();
        for (String label : TinyPictures.CLASSES) {
            BufferedImage picture = noise(label, width, height);
            write(picture, base.resolve(WHOLE).resolve(label));
            for (int view = 0; view < views.size(); view++) {
                int[] at = offsets.get(view % offsets.size());
                BufferedImage source = view < offsets.size() ? picture : mirrored(picture);
                write(
                        framed(source.getSubimage(at[0], at[1], crop, crop)),
                        base.resolve(views.get(view)).resolve(label));
            }
        }
        return views;
    }

    private static BufferedImage noise(String label, int width, int height) {
        float[] noise = Formula.of(Map.of()).signed("ten" + label, width * height);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < noise.length; i++) {
            image.setRGB(i % width, i / width, Float.floatToRawIntBits(noise[i]));
        }
        return image;
    }

    private static BufferedImage mirrored(BufferedImage picture) {
        BufferedImage image = new BufferedImage(picture.getWidth(), picture.getHeight(), picture.getType());
        image.createGraphics()
                .drawImage(picture, picture.getWidth(), 0, -picture.getWidth(), picture.getHeight(), null);
        return image;
    }

    /** A square picture whose centre is the given one. */
    private static BufferedImage framed(BufferedImage crop) {
        int side = crop.getWidth() + MARGIN;
        BufferedImage image = new BufferedImage(side, side, crop.getType());
        image.createGraphics().drawImage(crop, CENTRE_ROW, CENTRE_ROW, null);
        return image;
    }

    private static void write(BufferedImage image, Path folder) {
        try {
            Files.createDirectories(folder);
            ImageIO.write(image, "png", folder.resolve("a.png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
