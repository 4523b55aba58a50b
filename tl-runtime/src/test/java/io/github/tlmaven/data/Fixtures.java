package io.github.tlmaven.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Small pictures that {@code pictures/make.py} made with PIL, and what PIL decodes from them. */
final class Fixtures {

    private Fixtures() {}

    static byte[] bytes(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/pictures/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RgbImage expected(String name) {
        byte[] bytes = bytes(name + ".rgb");
        ByteBuffer header = ByteBuffer.wrap(bytes);
        return new RgbImage(
                header.getInt(), header.getInt(), Arrays.copyOfRange(bytes, 2 * Integer.BYTES, bytes.length));
    }

    /** Copies a fixture to a place in a dataset. */
    static Path copy(String name, Path target) {
        return write(target, bytes(name));
    }

    static Path write(Path target, byte[] content) {
        try {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            return Files.write(target, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture in which every byte tells where it stands. */
    static RgbImage gradient(int width, int height) {
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * 31 + i / (width * RgbImage.CHANNELS) * 17);
        }
        return new RgbImage(width, height, rgb);
    }
}
