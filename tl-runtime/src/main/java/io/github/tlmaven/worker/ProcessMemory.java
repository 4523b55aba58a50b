package io.github.tlmaven.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Memory of this process as the operating system counts it. */
final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final double KIB_PER_MIB = 1024;

    private ProcessMemory() {}

    /** Largest resident memory so far in MiB; absent outside Linux. */
    static OptionalDouble peakRssMib() {
        if (!Files.isReadable(STATUS)) {
            return OptionalDouble.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .map(line -> line.substring(PEAK.length()).replace("kB", "").trim())
                    .mapToDouble(kib -> Long.parseLong(kib) / KIB_PER_MIB)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty(); // a figure of the report, not worth a failed training
        }
    }
}
