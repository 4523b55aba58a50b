package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A labelled picture of a dataset.
 *
 * @param path   relative to the folder of its set, with '/' on every platform, such as {@code animal/cat.jpg}
 * @param file   where it lies
 * @param label  index of its class in {@link Dataset#classes()}
 * @param digest of the file's bytes when the dataset was read
 */
public record Picture(String path, Path file, int label, Sha256 digest) {

    /** Checks the label. */
    public Picture {
        if (label < 0) {
            throw new IllegalArgumentException("label must be 0 or more, was " + label);
        }
    }

    /**
     * Reads and decodes the file.
     *
     * @throws DataException if it is gone, or is not what it was when the dataset was read
     */
    public RgbImage load() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!Sha256.of(bytes).equals(digest)) {
                throw new DataException(
                        "The picture " + file + " changed while the build was running: its digest was "
                                + digest.abbreviated() + ", now another",
                        "leave the pictures alone during a build, and run it again.");
            }
            return Decoder.decode(bytes);
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read the picture " + file + ": " + e,
                    "leave the pictures alone during a build, and run it again.",
                    e);
        } catch (CorruptPictureException e) {
            throw new DataException(
                    "Cannot decode the picture " + file + ": " + e.getMessage(), "mend or remove the file.", e);
        }
    }
}
