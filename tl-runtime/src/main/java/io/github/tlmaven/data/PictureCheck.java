package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import java.util.function.BiConsumer;

/**
 * Decides, before any training, whether a picture can be used. {@link RememberedChecks} spares later builds the
 * decoding.
 */
@FunctionalInterface
public interface PictureCheck {

    /**
     * Decodes the picture and forgets the pixels: what decodes once decodes always.
     *
     * @param maxPixels columns × rows of the largest picture that can be used
     */
    static PictureCheck decode(int maxPixels) {
        return decode(maxPixels, (digest, picture) -> {});
    }

    /**
     * The same, where somebody else looks at the pixels before they are forgotten.
     *
     * @param seen called from several threads, with the digest of the file
     */
    static PictureCheck decode(int maxPixels, BiConsumer<Sha256, RgbImage> seen) {
        return (digest, file) -> seen.accept(digest, Decoder.decode(file, maxPixels));
    }

    /**
     * Checks one picture; called from several threads.
     *
     * @param digest of the file
     * @param file   all its bytes
     * @throws CorruptPictureException if it cannot be used
     */
    void check(Sha256 digest, byte[] file) throws CorruptPictureException;
}
