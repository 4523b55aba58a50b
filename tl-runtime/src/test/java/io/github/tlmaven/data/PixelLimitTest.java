package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.spec.DatasetSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of a few kilobytes whose headers promise gigabytes. */
class PixelLimitTest {

    private static final int USUAL = 100_000_000;
    /** A header is refused with a message and a copy of a few fields; pixels would take 7.5 GB. */
    private static final long LITTLE = 1 << 18;

    private static final int SIDE = 50_000;

    @BeforeAll
    static void warmUp() {
        Allocation.ofDecoding(PilPictures.COMMITTED.bytes("rgb-key.png"), USUAL); // loads the library
    }

    private static ByteBuffer file(String name, ByteOrder order) {
        return ByteBuffer.wrap(PilPictures.COMMITTED.bytes(name)).order(order);
    }

    private static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.limit()];
        file.get(0, bytes);
        return bytes;
    }

    private static void assertRefused(ByteBuffer file, String size) {
        byte[] bytes = bytes(file);
        assertThatThrownBy(() -> Decoder.decode(bytes, USUAL))
                .isInstanceOf(CorruptPictureException.class)
                .hasMessageContaining(size + " pixels are more than <maxPixels>, 100000000");
        assertThat(Allocation.ofDecoding(bytes, USUAL)).isLessThan(LITTLE);
    }

    /** Where a byte sequence begins. */
    private static int indexOf(ByteBuffer file, int... bytes) {
        for (int at = 0; at + bytes.length <= file.limit(); at++) {
            int matching = 0;
            while (matching < bytes.length && (file.get(at + matching) & 0xFF) == bytes[matching]) {
                matching++;
            }
            if (matching == bytes.length) {
                return at;
            }
        }
        throw new IllegalArgumentException("the bytes are not there");
    }

    private static int tiffValueAt(ByteBuffer file, int tag) {
        return indexOf(file, tag & 0xFF, tag >>> 8, 3, 0, 1, 0, 0, 0) + 8;
    }

    @Test
    void pngOfTwoAndAHalfBillionPixelsIsRefused() {
        ByteBuffer png = file("grey-1.png", ByteOrder.BIG_ENDIAN);
        png.putInt(16, SIDE).putInt(20, SIDE);
        CRC32 crc = new CRC32();
        crc.update(png.slice(12, 17));
        png.putInt(29, (int) crc.getValue());
        assertRefused(png, "50000 x 50000");
    }

    @Test
    void hugeJpegsAreRefused() {
        ByteBuffer jpeg = file("sampling-420.jpg", ByteOrder.BIG_ENDIAN);
        int frame = indexOf(jpeg, 0xFF, 0xC0);
        jpeg.putShort(frame + 5, (short) SIDE).putShort(frame + 7, (short) SIDE);
        assertRefused(jpeg, "50000 x 50000");
        ByteBuffer inks = file("ycck-444.jpg", ByteOrder.BIG_ENDIAN);
        frame = indexOf(inks, 0xFF, 0xC0);
        inks.putShort(frame + 5, (short) SIDE).putShort(frame + 7, (short) SIDE);
        assertRefused(inks, "50000 x 50000");
    }

    @Test
    void aJpegOfMorePixelsThanItsDecoderTakesIsRefusedWhateverTheLimit() {
        ByteBuffer jpeg = file("sampling-420.jpg", ByteOrder.BIG_ENDIAN);
        int frame = indexOf(jpeg, 0xFF, 0xC0);
        jpeg.putShort(frame + 5, (short) 14_000).putShort(frame + 7, (short) SIDE);
        assertThatThrownBy(() -> Decoder.decode(bytes(jpeg), DatasetSpec.MOST_PIXELS))
                .isInstanceOf(CorruptPictureException.class)
                .hasMessageContaining("50000 x 14000 pixels are more than 536870911");
    }

    @Test
    void gifWithAHugeScreenOrAHugeFrameIsRefused() {
        ByteBuffer screen = file("opaque.gif", ByteOrder.LITTLE_ENDIAN);
        screen.putShort(6, (short) SIDE).putShort(8, (short) SIDE);
        assertRefused(screen, "50000 x 50000");
        ByteBuffer frame = file("opaque.gif", ByteOrder.LITTLE_ENDIAN);
        int at = indexOf(frame, 0x2C, 0, 0, 0, 0, 33, 0, 27, 0);
        frame.putShort(at + 5, (short) SIDE).putShort(at + 7, (short) SIDE);
        assertRefused(frame, "50000 x 50000");
    }

    @Test
    void runLengthCodedBmpIsRefused() {
        ByteBuffer bmp = file("rle-8.bmp", ByteOrder.LITTLE_ENDIAN);
        bmp.putInt(18, SIDE).putInt(22, SIDE);
        assertRefused(bmp, "50000 x 50000");
    }

    @Test
    void tiffWithHugeSidesOrHugeTilesIsRefused() {
        ByteBuffer sides = file("rgb-strips-predictor.tif", ByteOrder.LITTLE_ENDIAN);
        sides.putShort(tiffValueAt(sides, 256), (short) SIDE).putShort(tiffValueAt(sides, 257), (short) SIDE);
        assertRefused(sides, "50000 x 50000");
        ByteBuffer tiles = file("rgb-tiled-deflate-predictor.tif", ByteOrder.LITTLE_ENDIAN);
        tiles.putShort(tiffValueAt(tiles, 322), (short) SIDE).putShort(tiffValueAt(tiles, 323), (short) SIDE);
        assertRefused(tiles, "50000 x 50000");
    }

    @Test
    void stripThatCannotHoldItsRowsTakesNoMemory() {
        ByteBuffer tiff = file("rgb-strips-predictor.tif", ByteOrder.LITTLE_ENDIAN);
        tiff.putShort(tiffValueAt(tiff, 256), (short) 50_000);
        assertThatThrownBy(() -> Decoder.decode(bytes(tiff), USUAL)).hasMessageContaining("cannot hold");
        assertThat(Allocation.ofDecoding(bytes(tiff), USUAL)).isLessThan(LITTLE);
    }

    @Test
    void webpWithAHugeCanvasOrAHugePictureIsRefused() {
        ByteBuffer canvas = file("animated.webp", ByteOrder.LITTLE_ENDIAN);
        canvas.put(24, (byte) 0xFF).put(25, (byte) 0xFF).put(27, (byte) 0xFF).put(28, (byte) 0xFF);
        assertRefused(canvas, "65536 x 65536");
        ByteBuffer lossless = file("lossless.webp", ByteOrder.LITTLE_ENDIAN);
        lossless.putInt(21, (lossless.getInt(21) & 0xF0000000) | 0x0FFFFFFF);
        assertRefused(lossless, "16384 x 16384");
    }

    @Test
    void pictureOfExactlyTheLimitIsDecoded() throws CorruptPictureException {
        byte[] file = PilPictures.COMMITTED.bytes("lossy.webp");
        assertThat(Decoder.decode(file, 33 * 27).width()).isEqualTo(33);
        assertThatThrownBy(() -> Decoder.decode(file, 33 * 27 - 1))
                .hasMessage("its 33 x 27 pixels are more than <maxPixels>, 890: make the picture smaller, or raise"
                        + " <maxPixels> in <dataset>");
    }
}
