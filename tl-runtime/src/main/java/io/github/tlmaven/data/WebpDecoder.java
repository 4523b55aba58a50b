package io.github.tlmaven.data;

import io.github.tlmaven.data.WebpStructure.Frame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes WebP files by libwebp; transparency is composited onto white. Of an animation the first picture is cut out into
 * a file of its own, since OpenCV refuses animations, and laid into the canvas as libwebp's own animation decoder does.
 */
final class WebpDecoder {

    private static final int BGRA = 4;

    private WebpDecoder() {}

    /**
     * Decodes a file whose structure was read.
     *
     * @throws CorruptPictureException if the pixels cannot be decoded
     */
    static RgbImage decode(byte[] file, WebpStructure structure) throws CorruptPictureException {
        boolean cut = structure.animated();
        try (OpenCv.Samples decoded = OpenCv.decodeUnchanged(cut ? firstPicture(file, structure) : file)) {
            byte[] rgb = new byte[structure.width() * structure.height() * RgbImage.CHANNELS];
            if (cut && structure.transparent()) {
                Arrays.fill(rgb, (byte) SampleMath.MAX);
            }
            Frame frame = structure.first();
            if (decoded.width() != frame.width() || decoded.height() != frame.height()) {
                throw new CorruptPictureException("the WebP file's picture has another size than its header says");
            }
            int[] row = new int[decoded.width() * decoded.channels()];
            boolean opaque = cut && !structure.transparent();
            for (int y = 0; y < decoded.height(); y++) {
                decoded.row(y, row);
                if (opaque) {
                    dropAlpha(row, decoded.channels());
                }
                int to = ((frame.top() + y) * structure.width() + frame.left()) * RgbImage.CHANNELS;
                SampleMath.bgrOnWhite(row, decoded.channels(), 0, rgb, to);
            }
            return new RgbImage(structure.width(), structure.height(), rgb);
        }
    }

    /** An animation that says that it has no transparency has none, whatever its pictures say. */
    private static void dropAlpha(int[] row, int channels) {
        for (int i = BGRA - 1; channels == BGRA && i < row.length; i += BGRA) {
            row[i] = SampleMath.MAX;
        }
    }

    private static byte[] firstPicture(byte[] file, WebpStructure structure) {
        Frame frame = structure.first();
        int alphaBytes = chunkBytes(structure, frame.alphaAt());
        int dataBytes = chunkBytes(structure, frame.dataAt());
        int headerBytes = alphaBytes == 0 ? 0 : WebpStructure.CHUNK_HEADER + WebpStructure.EXTENDED_BYTES;
        int length = WebpStructure.FIRST_CHUNK + headerBytes + alphaBytes + dataBytes;
        ByteBuffer still = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        still.put(name("RIFF")).putInt(length - WebpStructure.CHUNK_HEADER).put(name("WEBP"));
        if (alphaBytes > 0) {
            still.put(name("VP8X")).putInt(WebpStructure.EXTENDED_BYTES).putInt(WebpStructure.HAS_ALPHA);
            putNumber(still, frame.width() - 1);
            putNumber(still, frame.height() - 1);
            still.put(file, frame.alphaAt(), alphaBytes); // the picture lies behind, so its padding is there
        }
        still.put(file, frame.dataAt(), Math.min(dataBytes, file.length - frame.dataAt()));
        return still.array();
    }

    /** Bytes of a chunk with its header and padding; 0 where there is none. */
    private static int chunkBytes(WebpStructure structure, int at) {
        return at < 0 ? 0 : structure.next(at) - at;
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void putNumber(ByteBuffer target, int value) {
        target.putShort((short) value).put((byte) (value >>> Short.SIZE));
    }
}
