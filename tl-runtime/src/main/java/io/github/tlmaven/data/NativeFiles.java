package io.github.tlmaven.data;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Native libraries that decode pictures, unpacked once into a folder that outlives the process. The artifacts' own
 * loaders unpack into the temporary folder at every start and leave the files there when the process is killed.
 */
final class NativeFiles {

    /** Names the folder; without it the temporary folder serves. */
    private static final String FOLDER_PROPERTY = "tl.natives";

    private NativeFiles() {}

    /**
     * Loads libraries into this process.
     *
     * @param library   name and version, for its folder and for messages, such as {@code opencv-4.9.0}
     * @param resources where the artifact keeps the files of this platform: what others need comes before them
     * @return the last of them, unpacked
     * @throws ConfigurationException if there are none for the platform, or one cannot be unpacked or loaded
     */
    static Path load(String library, List<String> resources) {
        try {
            Path last = folder();
            for (String resource : resources) {
                last = unpacked(library, resource);
                System.load(last.toString());
            }
            return last;
        } catch (IOException | RuntimeException | LinkageError e) { // no such platform, no room, or a missing libc
            throw failure(library, e);
        }
    }

    /** What to throw if a library cannot be used. */
    static ConfigurationException failure(String library, Throwable cause) {
        return new ConfigurationException(
                "The library that decodes pictures, " + library + ", cannot be loaded on "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ": " + cause,
                "run on Linux with glibc, macOS or Windows, with 100 MB free in " + folder() + ".",
                cause);
    }

    private static Path folder() {
        String named = System.getProperty(FOLDER_PROPERTY, "");
        return named.isBlank() ? Path.of(System.getProperty("java.io.tmpdir"), "tl-natives") : Path.of(named);
    }

    private static Path unpacked(String library, String resource) throws IOException {
        URL url = NativeFiles.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IOException("no " + resource + " in the artifact");
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        Path file = folder().resolve(library).resolve(resource).toAbsolutePath();
        try (InputStream in = connection.getInputStream()) {
            if (!Files.exists(file) || Files.size(file) != connection.getContentLengthLong()) {
                AtomicFile.write(file, temporary -> Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING));
            }
        }
        return file;
    }
}
