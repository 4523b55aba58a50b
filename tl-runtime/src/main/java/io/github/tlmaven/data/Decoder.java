package io.github.tlmaven.data;

import io.github.tlmaven.spec.DatasetSpec;
import java.util.Arrays;
import org.opencv.core.Core;

/**
 * Turns a file's bytes into pixels: JPEG, PNG, BMP, the first page of TIFF and the first frame of GIF and WebP, upright by
 * EXIF orientation, transparency on white. Colour profiles are passed over, as PIL's {@code convert("RGB")} does. One
 * decoder for each kind of file and no fallback: another decoder has other pixels, and with them other features and other
 * accuracies. Safe for several threads.
 */
public final class Decoder {

    /** Rises when this package makes other pixels from the same file. */
    private static final int REVISION = 2;

    /** Which decoder made the pixels: part of the digest of everything computed from them. */
    public static final String VERSION =
            "leptonica-" + LeptonicaLibrary.VERSION + "+opencv-" + Core.VERSION + "/" + REVISION;

    private static final int CMYK = 4;
    private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};
    /** More than two minimum coded units of any picture: 10 blocks each of 63 coefficients of up to 26 bits. */
    private static final int TAIL_BYTES = 8192;
    /** Some pixels come out alike of two tails, so there are more. */
    private static final int TAILS = 6;
    /** 2^32 divided by the golden ratio, as in Fibonacci hashing: the high bits of its multiples are well spread. */
    private static final int SPREAD = 0x9E3779B1;

    private Decoder() {}

    /**
     * Decodes a file whose size was accepted before.
     *
     * @param file the whole file
     * @throws CorruptPictureException if it is not a picture, truncated, damaged or of a kind that is not supported
     */
    public static RgbImage decode(byte[] file) throws CorruptPictureException {
        return decode(file, DatasetSpec.MOST_PIXELS);
    }

    /**
     * Decodes a file, if its header promises a picture that is not too large.
     *
     * @param file      the whole file
     * @param maxPixels columns × rows of the largest picture, 1 to {@link DatasetSpec#MOST_PIXELS}
     * @throws CorruptPictureException if it is not a picture, truncated, damaged, too large or of a kind that is not
     *     supported
     */
    public static RgbImage decode(byte[] file, int maxPixels) throws CorruptPictureException {
        PixelLimit limit = new PixelLimit(maxPixels);
        return switch (PictureFormat.of(file)) {
            case JPEG -> decodeJpeg(file, limit);
            case PNG -> decodePng(file, limit);
            case GIF -> decodeGif(file, limit);
            case BMP -> decodeBmp(file, limit);
            case TIFF -> decodeTiff(file, limit);
            case WEBP -> decodeWebp(file, limit);
        };
    }

    /** Makes pixels of bytes. */
    @FunctionalInterface
    private interface PixelDecoder {
        RgbImage decode(byte[] file) throws CorruptPictureException;
    }

    private static RgbImage decodeJpeg(byte[] file, PixelLimit limit) throws CorruptPictureException {
        JpegStructure structure = JpegStructure.of(file);
        limit.check(structure.width(), structure.height());
        PixelDecoder decoder = structure.components() == CMYK
                ? whole -> CmykJpegDecoder.decode(whole, structure)
                : whole -> Leptonica.decodeJpeg(whole, structure);
        RgbImage stored = structure.ended() ? decoder.decode(file) : decodeWithoutEnd(file, structure, decoder);
        return Orientation.of(structure.exif()).apply(stored);
    }

    /**
     * Some cameras leave the end marker away. The picture is whole if data appended to it changes nothing: the decoder
     * would take it for the lost part.
     */
    private static RgbImage decodeWithoutEnd(byte[] file, JpegStructure structure, PixelDecoder decoder)
            throws CorruptPictureException {
        RgbImage picture = decoder.decode(withTail(file, 0));
        for (int tail = 1; tail < TAILS; tail++) {
            if (!Arrays.equals(
                    picture.rgb(), decoder.decode(withTail(file, tail)).rgb())) {
                throw structure.truncated();
            }
        }
        return picture;
    }

    private static byte[] withTail(byte[] file, int tail) {
        boolean halfMarker = file[file.length - 1] == JPEG_END[0];
        int length = halfMarker ? file.length - 1 : file.length;
        byte[] longer = Arrays.copyOf(file, length + TAIL_BYTES + JPEG_END.length);
        for (int i = 0; i < TAIL_BYTES; i++) {
            int spread = (tail * (i + 1) * SPREAD) >>> (Integer.SIZE - Byte.SIZE);
            longer[length + i] = (byte) (spread & ~1); // even, so that no marker begins
        }
        System.arraycopy(JPEG_END, 0, longer, length + TAIL_BYTES, JPEG_END.length);
        return longer;
    }

    private static RgbImage decodePng(byte[] file, PixelLimit limit) throws CorruptPictureException {
        PngStructure structure = PngStructure.of(file);
        limit.check(structure.width(), structure.height());
        return Orientation.of(structure.exif()).apply(PngDecoder.decode(file, structure));
    }

    private static RgbImage decodeGif(byte[] file, PixelLimit limit) throws CorruptPictureException {
        GifStructure structure = GifStructure.of(file);
        limit.check(structure.width(), structure.height());
        return GifDecoder.decode(file, structure);
    }

    private static RgbImage decodeBmp(byte[] file, PixelLimit limit) throws CorruptPictureException {
        BmpStructure structure = BmpStructure.of(file);
        limit.check(structure.width(), structure.height());
        return BmpDecoder.decode(file, structure);
    }

    private static RgbImage decodeTiff(byte[] file, PixelLimit limit) throws CorruptPictureException {
        TiffStructure structure = TiffStructure.of(file);
        limit.check(structure.width(), structure.height());
        limit.check(structure.blockWidth(), structure.blockHeight());
        return Orientation.of(structure.orientation()).apply(TiffDecoder.decode(file, structure));
    }

    private static RgbImage decodeWebp(byte[] file, PixelLimit limit) throws CorruptPictureException {
        WebpStructure structure = WebpStructure.of(file);
        limit.check(structure.width(), structure.height());
        return Orientation.of(structure.exif()).apply(WebpDecoder.decode(file, structure));
    }
}
