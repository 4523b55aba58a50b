package io.github.tlmaven.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Lets the JDK's own reader of a format decode a file's first picture, for what OpenCV does not give as it is stored. */
final class JdkReader {

    private JdkReader() {}

    /** Takes the first picture from a reader. */
    @FunctionalInterface
    interface Step<T> {
        T read(ImageReader reader) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @param format GIF or JPEG
     * @throws CorruptPictureException if the reader refuses it
     */
    static <T> T read(PictureFormat format, byte[] file, Step<T> step) throws CorruptPictureException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT))
                .next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            return step.read(reader);
        } catch (IOException | RuntimeException e) { // the JDK's readers answer damaged data with either
            throw new CorruptPictureException(
                    "the " + format + " file's picture cannot be decoded: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }
}
