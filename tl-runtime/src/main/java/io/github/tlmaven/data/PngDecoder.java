package io.github.tlmaven.data;

/**
 * Decodes PNG files. Transparency is composited onto white with PIL's rounding, so that what a viewer shows on a white
 * page is what a network sees. Of 16-bit samples the high byte counts, as in PIL's colour modes (PIL saturates 16-bit
 * grey; here it is treated like colour).
 */
final class PngDecoder {

    private PngDecoder() {}

    /**
     * Decodes a file whose structure was read.
     *
     * @throws CorruptPictureException if the pixels cannot be decoded
     */
    static RgbImage decode(byte[] file, PngStructure structure) throws CorruptPictureException {
        try (OpenCv.Samples decoded = OpenCv.decodeUnchanged(file)) {
            byte[] rgb = new byte[decoded.width() * decoded.height() * RgbImage.CHANNELS];
            int[] row = new int[decoded.width() * decoded.channels()];
            int shift = decoded.deep() ? Byte.SIZE : 0;
            int transparent = scaled(structure);
            for (int y = 0, to = 0; y < decoded.height(); y++, to += decoded.width() * RgbImage.CHANNELS) {
                decoded.row(y, row);
                if (decoded.channels() == 1) {
                    fromGrey(row, shift, transparent, rgb, to);
                } else {
                    SampleMath.bgrOnWhite(row, decoded.channels(), shift, rgb, to);
                }
            }
            return new RgbImage(decoded.width(), decoded.height(), rgb);
        }
    }

    private static void fromGrey(int[] row, int shift, int transparent, byte[] rgb, int start) {
        int to = start;
        for (int sample : row) {
            byte value = (byte) (sample == transparent ? SampleMath.MAX : sample >>> shift);
            rgb[to++] = value;
            rgb[to++] = value;
            rgb[to++] = value;
        }
    }

    /** The transparent grey on the scale of the decoded samples: 1, 2 and 4 bits are spread over 0…255. */
    private static int scaled(PngStructure structure) {
        int transparent = structure.transparentGrey();
        return transparent < 0 || structure.bitDepth() >= Byte.SIZE
                ? transparent
                : transparent * SampleMath.MAX / ((1 << structure.bitDepth()) - 1);
    }
}
