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
import java.util.Locale;
import org.opencv.core.Core;

/**
 * OpenCV's native library, unpacked once into a folder that outlives the process. The artifact's own loader unpacks 65 MB
 * into the temporary folder at every start and leaves them there when the process is killed.
 */
final class OpenCvLibrary {

    /** Names the folder; without it the temporary folder serves. */
    private static final String FOLDER_PROPERTY = "tl.natives";

    private OpenCvLibrary() {}

    /**
     * Loads the library into this process.
     *
     * @throws ConfigurationException if there is none for the platform, or it cannot be unpacked or loaded
     */
    static void load() {
        String resource = resource(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        try {
            System.load(unpacked(resource).toString());
        } catch (IOException | RuntimeException | LinkageError e) { // no such platform, no room, or a missing libc
            throw new ConfigurationException(
                    "The library that decodes pictures, OpenCV " + Core.VERSION + ", cannot be loaded on "
                            + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ": " + e,
                    "run on Linux with glibc, macOS or Windows, with 100 MB free in " + folder() + ".",
                    e);
        }
    }

    /** Where the artifact keeps the library of a platform, by its own names. */
    static String resource(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
        String processor = arm ? "ARMv8" : "x86_64";
        String name = "opencv_java" + Core.VERSION.replace(".", "");
        String path;
        if (os.startsWith("windows")) {
            path = "windows/x86_64/" + name + ".dll";
        } else if (os.startsWith("mac")) {
            path = "osx/" + processor + "/lib" + name + ".dylib";
        } else {
            path = "linux/" + processor + "/lib" + name + ".so";
        }
        return "nu/pattern/opencv/" + path;
    }

    private static Path folder() {
        String named = System.getProperty(FOLDER_PROPERTY, "");
        return named.isBlank() ? Path.of(System.getProperty("java.io.tmpdir"), "tl-natives") : Path.of(named);
    }

    private static Path unpacked(String resource) throws IOException {
        URL url = OpenCvLibrary.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IOException("no " + resource + " in the artifact");
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        Path file = folder().resolve("opencv-" + Core.VERSION).resolve(resource).toAbsolutePath();
        try (InputStream in = connection.getInputStream()) {
            if (!Files.exists(file) || Files.size(file) != connection.getContentLengthLong()) {
                AtomicFile.write(file, temporary -> Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING));
            }
        }
        return file;
    }
}
