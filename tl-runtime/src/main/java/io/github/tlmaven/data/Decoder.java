package io.github.tlmaven.data;

import java.util.Arrays;
import org.opencv.core.Core;

/**
 * Turns a file's bytes into pixels: JPEG, PNG, BMP and the first frame of GIF, upright by EXIF orientation,
 * transparency on white. One decoder for each format and no fallback: another decoder has other pixels, and with them
 * other features and other accuracies. Safe for several threads.
 */
public final class Decoder {

    /** Rises when this package makes other pixels from the same file. */
    private static final int REVISION = 1;

    /** Which decoder made the pixels: part of the digest of everything computed from them. */
    public static final String VERSION = "opencv-" + Core.VERSION + "/" + REVISION;

    /** PIL's limit: above it, a small file is likelier an attack on the memory than a photograph. */
    private static final long MAX_PIXELS = 178_956_970;

    private static final int CMYK = 4;
    private static final byte[] JPEG_END = {(byte) 0xFF, (byte) 0xD9};
    /** Enough for several blocks of any picture. */
    private static final int TAIL_BYTES = 64;

    private Decoder() {}

    /**
     * Decodes a file.
     *
     * @param file the whole file
     * @throws CorruptPictureException if it is not a picture, truncated, damaged, too large or of a kind that is not
     *     supported
     */
    public static RgbImage decode(byte[] file) throws CorruptPictureException {
        return switch (PictureFormat.of(file)) {
            case JPEG -> decodeJpeg(file);
            case PNG -> decodePng(file);
            case GIF -> decodeGif(file);
            case BMP -> decodeBmp(file);
        };
    }

    private static RgbImage decodeJpeg(byte[] file) throws CorruptPictureException {
        JpegStructure structure = JpegStructure.of(file);
        checkSize(structure.width(), structure.height());
        if (structure.components() == CMYK) {
            throw new CorruptPictureException("a JPEG file with CMYK colours is not supported: save it as RGB");
        }
        RgbImage stored = structure.ended() ? OpenCv.decodeColour(file) : decodeWithoutEnd(file, structure);
        return Orientation.of(structure.exif()).apply(stored);
    }

    /**
     * Some cameras leave the end marker away. The picture is whole if data appended to it changes nothing: the decoder
     * would take it for the lost part.
     */
    private static RgbImage decodeWithoutEnd(byte[] file, JpegStructure structure) throws CorruptPictureException {
        RgbImage picture = OpenCv.decodeColour(withTail(file, (byte) 0x00));
        for (byte filler : new byte[] {0x55, (byte) 0xAA}) {
            if (!Arrays.equals(
                    picture.rgb(), OpenCv.decodeColour(withTail(file, filler)).rgb())) {
                throw structure.truncated();
            }
        }
        return picture;
    }

    private static byte[] withTail(byte[] file, byte filler) {
        boolean halfMarker = file[file.length - 1] == JPEG_END[0];
        int length = halfMarker ? file.length - 1 : file.length;
        byte[] longer = Arrays.copyOf(file, length + TAIL_BYTES + JPEG_END.length);
        Arrays.fill(longer, length, length + TAIL_BYTES, filler);
        System.arraycopy(JPEG_END, 0, longer, length + TAIL_BYTES, JPEG_END.length);
        return longer;
    }

    private static RgbImage decodePng(byte[] file) throws CorruptPictureException {
        PngStructure structure = PngStructure.of(file);
        checkSize(structure.width(), structure.height());
        return Orientation.of(structure.exif()).apply(PngDecoder.decode(file, structure));
    }

    private static RgbImage decodeGif(byte[] file) throws CorruptPictureException {
        GifStructure structure = GifStructure.of(file);
        checkSize(structure.width(), structure.height());
        return GifDecoder.decode(file, structure);
    }

    private static RgbImage decodeBmp(byte[] file) throws CorruptPictureException {
        BmpStructure structure = BmpStructure.of(file);
        checkSize(structure.width(), structure.height());
        return OpenCv.decodeColour(file);
    }

    private static void checkSize(int width, int height) throws CorruptPictureException {
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
            throw new CorruptPictureException(
                    "its size of " + width + " x " + height + " pixels is not between 1 and " + MAX_PIXELS + " pixels");
        }
    }
}
