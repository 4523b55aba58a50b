package io.github.tlmaven.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a folder. */
final class FolderFiles {

    private FolderFiles() {}

    /** Files and folders in a folder, by name; none where there is no such folder. */
    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return sorted(files);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** A stream of the JDK's hides failures between two files behind an unchecked exception. */
    static List<Path> sorted(Stream<Path> files) throws IOException {
        try {
            return files.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
