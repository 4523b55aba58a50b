package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A labelled picture of a dataset.
 *
 * @param path   relative to the folder of its set, with '/' on every platform, such as {@code animal/cat.jpg}
 * @param file   where it lies
 * @param label  index of its class in {@link Dataset#classes()}
 * @param digest of the file's bytes when the dataset was read
 * @param weight how much it counts in the training loss, above 0; 1 is usual
 */
public record Picture(String path, Path file, int label, Sha256 digest, double weight) {

    /** Checks label and weight. */
    public Picture {
        if (label < 0) {
            throw new IllegalArgumentException("label must be 0 or more, was " + label);
        }
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weight must be a finite number above 0, was " + weight);
        }
    }

    /** A picture of the usual weight. */
    public Picture(String path, Path file, int label, Sha256 digest) {
        this(path, file, label, digest, 1);
    }

    /**
     * How many pictures there are of each class, by label.
     *
     * @param classes their number
     */
    public static int[] countsByLabel(List<Picture> pictures, int classes) {
        int[] counts = new int[classes];
        pictures.forEach(picture -> counts[picture.label]++);
        return counts;
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
