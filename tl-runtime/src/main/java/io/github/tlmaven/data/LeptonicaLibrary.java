package io.github.tlmaven.data;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Leptonica's native library, which holds a libjpeg-turbo with vector instructions. */
final class LeptonicaLibrary {

    /** Of the library that the artifacts hold. */
    static final String VERSION = "1.85.0";

    private LeptonicaLibrary() {}

    /**
     * The functions in use, by their names in {@code allheaders.h}. A {@code size_t} is a long: it has 64 bits on every
     * platform that there is a library for.
     */
    interface Functions extends Library {

        /** Decodes a JPEG file; null if it cannot. */
        @Nullable
        Pointer pixReadMemJpeg(
                byte[] data, long size, int colourMap, int reduction, @Nullable IntByReference warnings, int hint);

        /** Writes width, height and bits per pixel; 0 if it could. */
        int pixGetDimensions(Pointer picture, IntByReference width, IntByReference height, IntByReference depth);

        /** Words of 32 bits in a row. */
        int pixGetWpl(Pointer picture);

        /** The first word of the first row. */
        Pointer pixGetData(Pointer picture);

        /** Gives a picture's memory back. */
        void pixDestroy(PointerByReference picture);

        /** Which messages go to the standard error stream. */
        int setMsgSeverity(int level);

        /** Such as {@code leptonica-1.85.0}; the caller owns the text. */
        Pointer getLeptonicaVersion();

        /** Names and versions of the libraries inside; the caller owns the text. */
        Pointer getImagelibVersions();
    }

    /**
     * Loads the library into this process.
     *
     * @throws io.github.tlmaven.failure.ConfigurationException if there is none for the platform, or it cannot be
     *     unpacked or loaded
     */
    static Functions load() {
        String library = "leptonica-" + VERSION;
        Path file = NativeFiles.load(
                library, resources(System.getProperty("os.name", ""), System.getProperty("os.arch", "")));
        try {
            return Native.load(file.toString(), Functions.class);
        } catch (LinkageError e) { // no room for JNA's own library, or none for the platform
            throw NativeFiles.failure(library, e);
        }
    }

    /** Where the artifacts keep the library of a platform and what it needs, by their own names. */
    static List<String> resources(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
        String processor = arm ? "arm64" : "x86_64";
        if (os.startsWith("windows")) {
            String folder = folder("windows", processor);
            return List.of(folder + "libwinpthread-1.dll", folder + "libgcc_s_seh-1.dll", folder + "libleptonica.dll");
        }
        return os.startsWith("mac")
                ? List.of(folder("macosx", processor) + "libleptonica.6.dylib")
                : List.of(folder("linux", processor) + "libleptonica.so.6");
    }

    private static String folder(String system, String processor) {
        return "org/bytedeco/leptonica/" + system + "-" + processor + "/";
    }
}
