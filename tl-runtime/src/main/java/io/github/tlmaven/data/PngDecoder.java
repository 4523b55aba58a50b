package io.github.tlmaven.data;

/**
 * Decodes PNG files. Transparency is composited onto white with PIL's rounding, so that what a viewer shows on a white
 * page is what a network sees. Of 16-bit samples the high byte counts, as in PIL's colour modes (PIL saturates 16-bit
 * grey; here it is treated like colour).
 */
final class PngDecoder {

    private static final int MAX = 255;
    private static final int HALF = 128;
    private static final int BGRA = 4;

    private PngDecoder() {}

    /**
     * Decodes a file whose structure was read.
     *
     * @throws CorruptPictureException if the pixels cannot be decoded
     */
    static RgbImage decode(byte[] file, PngStructure structure) throws CorruptPictureException {
        OpenCv.Samples decoded = OpenCv.decodeUnchanged(file);
        byte[] rgb = decoded.channels() == 1 ? fromGrey(decoded, structure) : fromColour(decoded);
        return new RgbImage(decoded.width(), decoded.height(), rgb);
    }

    private static byte[] fromGrey(OpenCv.Samples decoded, PngStructure structure) {
        short[] in = decoded.samples();
        byte[] rgb = new byte[in.length * RgbImage.CHANNELS];
        int shift = decoded.deep() ? Byte.SIZE : 0;
        int transparent = scaled(structure);
        for (int i = 0, to = 0; i < in.length; i++) {
            int sample = in[i] & 0xFFFF;
            byte value = (byte) (sample == transparent ? MAX : sample >>> shift);
            rgb[to++] = value;
            rgb[to++] = value;
            rgb[to++] = value;
        }
        return rgb;
    }

    /** The transparent grey on the scale of the decoded samples: 1, 2 and 4 bits are spread over 0…255. */
    private static int scaled(PngStructure structure) {
        int transparent = structure.transparentGrey();
        return transparent < 0 || structure.bitDepth() >= Byte.SIZE
                ? transparent
                : transparent * MAX / ((1 << structure.bitDepth()) - 1);
    }

    private static byte[] fromColour(OpenCv.Samples decoded) {
        short[] in = decoded.samples();
        int channels = decoded.channels();
        int shift = decoded.deep() ? Byte.SIZE : 0;
        byte[] rgb = new byte[in.length / channels * RgbImage.CHANNELS];
        for (int from = 0, to = 0; from < in.length; from += channels) {
            int alpha = channels == BGRA ? (in[from + 3] & 0xFFFF) >>> shift : MAX;
            for (int channel = RgbImage.CHANNELS - 1; channel >= 0; channel--) {
                rgb[to++] = onWhite((in[from + channel] & 0xFFFF) >>> shift, alpha);
            }
        }
        return rgb;
    }

    /** value × alpha/255 + 255 × (1 − alpha/255), rounded to the nearest whole number. */
    private static byte onWhite(int value, int alpha) {
        int sum = value * alpha + MAX * (MAX - alpha) + HALF;
        return (byte) (((sum >>> Byte.SIZE) + sum) >>> Byte.SIZE);
    }
}
