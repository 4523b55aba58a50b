package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {

    private static void assertEqualToPil(String name) throws CorruptPictureException {
        RgbImage actual = Decoder.decode(Fixtures.bytes(name));
        RgbImage expected = Fixtures.expected(name);
        assertThat(actual.width()).isEqualTo(expected.width());
        assertThat(actual.height()).isEqualTo(expected.height());
        assertThat(actual.rgb()).isEqualTo(expected.rgb());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void jpegStandsUprightAsPilTurnsIt(int orientation) throws CorruptPictureException {
        assertEqualToPil("orientation-" + orientation + ".jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"progressive", "subsampled", "grey", "trailing", "thumbnail", "restart"})
    void jpegOfEveryKindEqualsPil(String name) throws CorruptPictureException {
        assertEqualToPil(name + ".jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb",
                "rgb-key",
                "rgba",
                "orientation",
                "grey",
                "grey-key",
                "grey-alpha",
                "palette",
                "palette-4bit",
                "palette-alpha",
                "palette-key",
                "bilevel",
                "deep-rgb",
                "deep-rgba",
                "deep-grey-alpha"
            })
    void pngOfEveryKindEqualsPilOnWhite(String name) throws CorruptPictureException {
        assertEqualToPil(name + ".png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque", "transparent", "animated", "interlaced", "larger-screen", "larger-screen-opaque"})
    void firstFrameOfGifEqualsPilOnWhite(String name) throws CorruptPictureException {
        assertEqualToPil(name + ".gif");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb", "palette", "grey"})
    void bmpEqualsPil(String name) throws CorruptPictureException {
        assertEqualToPil(name + ".bmp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"progressive.jpg", "rgba.png", "palette-key.png", "animated.gif", "rgb.bmp"})
    void everyShorterFileIsRefused(String name) {
        byte[] file = Fixtures.bytes(name);
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> Decoder.decode(cut))
                    .as("%s cut after %d of %d bytes", name, length, file.length)
                    .isInstanceOf(CorruptPictureException.class);
        }
    }

    /** The end marker's two bytes hold no pixels, so a file without them is either refused or decoded whole. */
    @ParameterizedTest
    @ValueSource(strings = {"subsampled.jpg", "grey.jpg", "orientation-6.jpg", "restart.jpg", "thumbnail.jpg"})
    void everyShorterSequentialJpegIsRefusedUnlessItsPixelsAreWhole(String name) throws CorruptPictureException {
        byte[] file = Fixtures.bytes(name);
        byte[] whole = Decoder.decode(file).rgb();
        int refused = 0;
        for (int length = 0; length < file.length; length++) {
            try {
                RgbImage decoded = Decoder.decode(Arrays.copyOf(file, length));
                assertThat(decoded.rgb())
                        .as("cut after %d of %d", length, file.length)
                        .isEqualTo(whole);
            } catch (CorruptPictureException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(file.length - 4);
    }

    @Test
    void truncationIsSaid() {
        byte[] file = Fixtures.bytes("orientation-1.jpg");
        assertThatThrownBy(() -> Decoder.decode(Arrays.copyOf(file, file.length / 2)))
                .hasMessageContaining("truncated")
                .hasMessageContaining(file.length / 2 + " bytes");
    }

    @Test
    void damagedPngIsRefused() {
        byte[] file = Fixtures.bytes("rgb.png");
        file[file.length / 2] ^= 1;
        assertThatThrownBy(() -> Decoder.decode(file)).hasMessageContaining("wrong checksum in its chunk IDAT");
    }

    @Test
    void textIsNoPicture() {
        byte[] text = "Hello, this is a note.\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Decoder.decode(text))
                .isInstanceOf(CorruptPictureException.class)
                .hasMessageContaining("begins with the text 'Hello, t'");
    }

    @Test
    void emptyFileIsNoPicture() {
        assertThatThrownBy(() -> Decoder.decode(new byte[0])).hasMessageContaining("0 bytes");
    }

    @Test
    void contentCountsAndNotTheName() throws CorruptPictureException {
        assertThat(Decoder.decode(Fixtures.bytes("rgb.png")).rgb())
                .isEqualTo(Decoder.decode(Fixtures.bytes("rgb.bmp")).rgb());
    }
}
