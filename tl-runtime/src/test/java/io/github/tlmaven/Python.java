package io.github.tlmaven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Python side of the exchange with PyTorch, {@code src/interop}, and of the comparison with PIL, {@code src/golden}.
 * {@code -Dtl.python} names a Python with torchvision.
 */
public final class Python {

    private static final Path INTEROP = Path.of("src/interop/interop.py").toAbsolutePath();
    private static final Path PICTURES = Path.of("src/golden/make_pictures.py").toAbsolutePath();

    private Python() {}

    /** Skips the test where no Python is named. */
    public static void assumePresent() {
        assumeTrue(!interpreter().isEmpty(), "no Python is named by -Dtl.python");
    }

    private static String interpreter() {
        return System.getProperty("tl.python", "");
    }

    /** Writes {@code state.pth}, {@code state.safetensors} and {@code expected.safetensors} of a network of torchvision. */
    public static void export(String architecture, int classes, Path folder) {
        run(INTEROP, folder, "export", architecture, String.valueOf(classes), folder.toString());
    }

    /** Loads a model strictly and compares its logits; fails where they differ. */
    public static String check(Path model, Path expected, Path folder) {
        return run(INTEROP, folder, "check", model.toString(), expected.toString());
    }

    /** Fills a folder with pictures of every format and {@code expected.json}, what PIL decodes from them. */
    public static void makePictures(Path folder, int seed) {
        run(PICTURES, folder, folder.toString(), String.valueOf(seed));
    }

    private static String run(Path script, Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(interpreter(), "-B", script.toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("python.log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(status).as(text).isZero();
            return text;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
