package io.github.tlmaven.spec;

import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file whole or not at all: to a temporary name in the same folder first, then moved. A reader never sees half
 * a file, and a failure leaves the earlier one as it was.
 */
public final class AtomicFile {

    private AtomicFile() {}

    /** Fills a file that does not exist yet. */
    @FunctionalInterface
    public interface Content {
        /** Writes all content to the given path. */
        void writeTo(Path temporary) throws IOException;
    }

    /**
     * Writes a text as UTF-8.
     *
     * @throws DataException if the file cannot be written
     */
    public static void write(Path file, String text) {
        write(file, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
    }

    /**
     * Writes a file through a callback, creating the folders above it.
     *
     * @throws DataException if the file cannot be written
     */
    public static void write(Path file, Content content) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("no folder to write into");
            }
            Files.createDirectories(folder);
            // not createTempFile: its files are readable by their owner alone, and so would be the results
            Path temporary = folder.resolve("." + file.getFileName() + "-" + UUID.randomUUID() + ".part");
            Files.createFile(temporary);
            try {
                content.writeTo(temporary);
                move(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new DataException(
                    "Cannot write " + file + ": " + e,
                    "make the folder writable, and see that the disk is not full; what was there before is unchanged.",
                    e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
