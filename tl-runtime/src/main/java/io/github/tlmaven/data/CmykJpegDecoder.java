package io.github.tlmaven.data;

import java.awt.image.Raster;

/**
 * Decodes JPEG files with four components. OpenCV turns inks into colours with a rounding of its own, so the JDK's reader
 * gives the components as they are stored. As in PIL they are taken as inverted, as Adobe writes them, with or without
 * Adobe's marker.
 */
final class CmykJpegDecoder {

    private static final int COMPONENTS = 4;
    private static final int CENTRE = 128;

    // JFIF's matrix as libjpeg has it: factors × 2^16, rounded to the nearest.
    private static final int FRACTION_BITS = 16;
    private static final int HALF = 1 << (FRACTION_BITS - 1);
    private static final int RED_BY_CR = 91881;
    private static final int GREEN_BY_CB = 22554;
    private static final int GREEN_BY_CR = 46802;
    private static final int BLUE_BY_CB = 116130;

    private CmykJpegDecoder() {}

    /**
     * Decodes a file whose structure was read.
     *
     * @throws CorruptPictureException if the pixels cannot be decoded
     */
    static RgbImage decode(byte[] file, JpegStructure structure) throws CorruptPictureException {
        Raster raster = JdkReader.read(PictureFormat.JPEG, file, reader -> reader.readRaster(0, null));
        int width = raster.getWidth();
        int height = raster.getHeight();
        if (raster.getNumBands() != COMPONENTS || width != structure.width() || height != structure.height()) {
            throw new CorruptPictureException("the JPEG file's picture is another than its header says");
        }
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        int[] row = new int[width * COMPONENTS];
        for (int y = 0, to = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += COMPONENTS, to += RgbImage.CHANNELS) {
                if (structure.transformed()) {
                    toInverseInks(row, from);
                }
                int black = SampleMath.MAX - row[from + RgbImage.CHANNELS];
                for (int ink = 0; ink < RgbImage.CHANNELS; ink++) {
                    rgb[to + ink] = SampleMath.fromInk(SampleMath.MAX - row[from + ink], black);
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }

    /** Y, Cb and Cr to what libjpeg calls C, M and Y, which are 255 minus red, green and blue. */
    private static void toInverseInks(int[] row, int at) {
        int luma = row[at];
        int cb = row[at + 1] - CENTRE;
        int cr = row[at + 2] - CENTRE;
        row[at] = inverse(luma + ((RED_BY_CR * cr + HALF) >> FRACTION_BITS));
        row[at + 1] = inverse(luma + ((HALF - GREEN_BY_CB * cb - GREEN_BY_CR * cr) >> FRACTION_BITS));
        row[at + 2] = inverse(luma + ((BLUE_BY_CB * cb + HALF) >> FRACTION_BITS));
    }

    private static int inverse(int colour) {
        return SampleMath.MAX - Math.max(0, Math.min(SampleMath.MAX, colour));
    }
}
