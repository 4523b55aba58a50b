package io.github.tlmaven.data;

import java.util.List;
import java.util.Locale;
import org.opencv.core.Core;

/** OpenCV's native library. */
final class OpenCvLibrary {

    private OpenCvLibrary() {}

    /**
     * Loads the library into this process.
     *
     * @throws io.github.tlmaven.failure.ConfigurationException if there is none for the platform, or it cannot be
     *     unpacked or loaded
     */
    static void load() {
        String resource = resource(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        NativeFiles.load("opencv-" + Core.VERSION, List.of(resource));
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
}
