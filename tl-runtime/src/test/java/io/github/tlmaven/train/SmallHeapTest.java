package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Proofs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trainings have the same bits again and again in a process of 256 MiB of heap whose collector never rests. Three
 * repetitions; twenty with {@code -Dtl.proofs=true}.
 */
@Tag("engine")
class SmallHeapTest {

    private static final int REPETITIONS = Proofs.wanted() ? 20 : 3;
    private static final String HEAP = "-Xmx256m";

    @TempDir
    private Path folder;

    @Test
    void bitsAreEqualInASmallHeapWhileGarbageIsCollected() throws IOException, InterruptedException {
        List<String> lines = trainings();
        for (String strategy : CollectedTrainings.STRATEGIES.keySet()) {
            List<String> digests = lines.stream()
                    .filter(line -> line.startsWith(strategy + " "))
                    .toList();
            assertThat(digests).hasSize(REPETITIONS);
            assertThat(digests).as("different results").containsOnly(digests.get(0));
        }
        assertThat(lines)
                .filteredOn(line -> line.startsWith(CollectedTrainings.COLLECTIONS))
                .as("collections during each training")
                .hasSize(REPETITIONS * CollectedTrainings.STRATEGIES.size())
                .noneMatch(line -> line.equals(CollectedTrainings.COLLECTIONS + 0));
    }

    /** What the other process prints. */
    private List<String> trainings() throws IOException, InterruptedException {
        Path output = folder.resolve("trainings.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        HEAP,
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CollectedTrainings.class.getName(),
                        String.valueOf(REPETITIONS))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(status).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
