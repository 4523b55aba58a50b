package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import java.util.List;
import java.util.Locale;

/** Which native jar of DJL fits a machine. */
final class NativeLibraries {

    /** Classifiers of pytorch-native-cpu on Maven Central. */
    static final List<String> PUBLISHED = List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

    private NativeLibraries() {}

    /**
     * The classifier by DJL's spelling, which is not that of os-maven-plugin.
     *
     * @param osName the system property {@code os.name}
     * @param osArch the system property {@code os.arch}
     * @throws ConfigurationException if no jar is published for the machine
     */
    static String classifier(String osName, String osArch) {
        String classifier = system(osName) + "-" + processor(osArch);
        if (!PUBLISHED.contains(classifier)) {
            throw new ConfigurationException(
                    "No native PyTorch library is published for " + osName + " on " + osArch + "; there are "
                            + String.join(", ", PUBLISHED) + ".",
                    "run on one of these, name one by -Dtl.nativeClassifier=…, or set the environment variable"
                            + " PYTORCH_LIBRARY_PATH to an installed PyTorch.");
        }
        return classifier;
    }

    private static String system(String osName) {
        String lower = osName.toLowerCase(Locale.ROOT);
        if (lower.startsWith("mac") || lower.startsWith("darwin")) {
            return "osx";
        }
        return lower.startsWith("win") ? "win" : lower;
    }

    private static String processor(String osArch) {
        String lower = osArch.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "amd64", "x86-64", "x64" -> "x86_64";
            case "arm64" -> "aarch64";
            default -> lower;
        };
    }
}
