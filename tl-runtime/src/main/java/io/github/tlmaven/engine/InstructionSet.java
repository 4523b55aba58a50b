package io.github.tlmaven.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The widest vector instructions of the CPU: kernels are chosen by them, and kernels decide the last bits. */
final class InstructionSet {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<String> WIDEST_FIRST = List.of("avx512f", "avx2", "avx", "asimd", "neon", "sse4_2");

    private InstructionSet() {}

    /** One of {@link #WIDEST_FIRST} on Linux; the architecture's name elsewhere. */
    static String current() {
        String architecture = System.getProperty("os.arch");
        if (!Files.isReadable(CPU_INFO)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.ISO_8859_1)) {
            List<String> flags = lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .map(line -> Arrays.asList(
                            line.substring(line.indexOf(':') + 1).trim().split("\\s+", -1)))
                    .orElse(List.of());
            return WIDEST_FIRST.stream().filter(flags::contains).findFirst().orElse(architecture);
        } catch (IOException e) {
            return architecture; // a platform without the file is not an error
        }
    }
}
