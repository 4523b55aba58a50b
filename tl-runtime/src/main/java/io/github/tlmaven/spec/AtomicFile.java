package io.github.tlmaven.spec;

import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Writes a file whole or not at all: to a temporary name in the same folder first, then moved. A reader never sees half
 * a file, and a failure leaves the earlier one as it was.
 */
public final class AtomicFile {

    /** What the name of an unfinished file ends in; a killed process leaves such a file behind. */
    public static final String TEMPORARY = ".part";

    private AtomicFile() {}

    /** Fills a file that does not exist yet. */
    @FunctionalInterface
    public interface Content {
        /** Writes all content to the given path. */
        void writeTo(Path temporary) throws IOException;
    }

    /** Names a file by its content. */
    @FunctionalInterface
    public interface Naming {
        /** Name of the file whose content lies at the given path. */
        String nameOf(Path temporary);
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
            write(folder, "." + file.getFileName(), content, temporary -> file);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /**
     * Writes a file whose name is known only when its content is, creating the folders above it.
     *
     * @param folder to write into
     * @param naming says where the content that was written belongs, within the folder
     * @return the file
     * @throws DataException if the file cannot be written
     */
    public static Path write(Path folder, Content content, Naming naming) {
        try {
            return write(folder, ".new", content, temporary -> folder.resolve(naming.nameOf(temporary)));
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private static Path write(Path folder, String prefix, Content content, UnaryOperator<Path> target)
            throws IOException {
        Files.createDirectories(folder);
        // not createTempFile: its files are readable by their owner alone, and so would be the results
        Path temporary = folder.resolve(prefix + "-" + UUID.randomUUID() + TEMPORARY);
        Files.createFile(temporary);
        try {
            content.writeTo(temporary);
            Path file = target.apply(temporary);
            move(temporary, file);
            return file;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static DataException failure(Path path, IOException e) {
        return new DataException(
                "Cannot write " + path + ": " + e,
                "make the folder writable, and see that the disk is not full; what was there before is unchanged.",
                e);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
