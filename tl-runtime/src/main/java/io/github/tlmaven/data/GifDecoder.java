package io.github.tlmaven.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Decodes the first frame of a GIF file by the JDK's reader, taking colours from the palette itself so that no colour
 * conversion touches them. What the frame leaves uncovered, or marks as transparent, becomes white; without a
 * transparent colour the uncovered rest takes the palette's first, as in PIL.
 */
final class GifDecoder {

    private static final byte WHITE = (byte) 255;

    private GifDecoder() {}

    /**
     * Decodes a file whose structure was read.
     *
     * @throws CorruptPictureException if the pixels cannot be decoded
     */
    static RgbImage decode(byte[] file, GifStructure structure) throws CorruptPictureException {
        BufferedImage frame = JdkReader.read(PictureFormat.GIF, file, reader -> reader.read(0));
        if (!(frame.getColorModel() instanceof IndexColorModel palette)) {
            throw new CorruptPictureException("the GIF file has no palette");
        }
        int left = structure.left();
        int top = structure.top();
        int width = structure.width();
        int height = structure.height();
        if (left + frame.getWidth() > width || top + frame.getHeight() > height) {
            throw new CorruptPictureException("the GIF file's picture has another size than its header says");
        }
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        fill(rgb, palette);
        Raster raster = frame.getRaster();
        int[] row = new int[frame.getWidth()];
        for (int y = 0; y < frame.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            int to = ((top + y) * width + left) * RgbImage.CHANNELS;
            for (int index : row) {
                put(rgb, to, palette, index);
                to += RgbImage.CHANNELS;
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private static void fill(byte[] rgb, IndexColorModel palette) {
        if (palette.getTransparentPixel() >= 0) {
            Arrays.fill(rgb, WHITE);
        } else {
            for (int to = 0; to < rgb.length; to += RgbImage.CHANNELS) {
                put(rgb, to, palette, 0);
            }
        }
    }

    private static void put(byte[] rgb, int to, IndexColorModel palette, int index) {
        boolean opaque = palette.getAlpha(index) != 0;
        rgb[to] = opaque ? (byte) palette.getRed(index) : WHITE;
        rgb[to + 1] = opaque ? (byte) palette.getGreen(index) : WHITE;
        rgb[to + 2] = opaque ? (byte) palette.getBlue(index) : WHITE;
    }
}
