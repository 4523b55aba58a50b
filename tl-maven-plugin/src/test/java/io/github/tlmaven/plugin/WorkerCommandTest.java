package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.Workspace;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {

    private static final int THREADS = 3;

    @TempDir
    Path folder;

    private WorkerCommand command(List<String> userOptions) {
        return WorkerCommand.of(
                Path.of("java"),
                List.of(Path.of("a.jar"), Path.of("b.jar")),
                userOptions,
                workspace(),
                folder.resolve("log"));
    }

    private Workspace workspace() {
        return new Workspace(folder, folder, folder.resolve("cache"), 0, THREADS, false, true, List.of());
    }

    @Test
    void workerIsOfflineSingleThreadedAndHeadless() {
        assertThat(command(List.of()).options())
                .contains(
                        "-Dai.djl.offline=true",
                        "-Dai.djl.pytorch.num_threads=1",
                        "-Dai.djl.pytorch.num_interop_threads=1",
                        "-Djava.awt.headless=true",
                        "-XX:+ExitOnOutOfMemoryError")
                .endsWith("-cp", "a.jar" + File.pathSeparator + "b.jar", "io.github.tlmaven.worker.Main");
    }

    @Test
    void optionsOfTheUserComeLater() {
        List<String> options = command(List.of("-Xmx2g", "-XX:MaxNewSize=1g")).options();

        assertThat(options.indexOf("-Xmx2g")).isGreaterThan(options.indexOf("-Xmx1g"));
        assertThat(options.indexOf("-XX:MaxNewSize=1g")).isGreaterThan(options.indexOf("-XX:MaxNewSize=64m"));
    }

    @Test
    void collectorOfTheUserReplacesOurs() {
        assertThat(command(List.of()).options()).contains("-XX:+UseParallelGC");
        assertThat(command(List.of("-XX:+UseZGC")).options())
                .contains("-XX:+UseZGC")
                .doesNotContain("-XX:+UseParallelGC");
    }

    @Test
    void allocatorKeepsItsMemoryOnLinux() {
        assertThat(WorkerCommand.environment(workspace(), true))
                .containsEntry("MALLOC_MMAP_MAX_", "0")
                .containsEntry("MALLOC_TRIM_THRESHOLD_", "17179869184")
                .containsEntry("MALLOC_TOP_PAD_", "67108864")
                .containsEntry("MALLOC_ARENA_MAX", String.valueOf(THREADS))
                .containsEntry("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0")
                .containsEntry("OMP_NUM_THREADS", "1");
    }

    @Test
    void otherSystemsGetNoSettingsOfGlibc() {
        assertThat(WorkerCommand.environment(workspace(), false))
                .containsOnlyKeys("OMP_NUM_THREADS", "OPT_OUT_TRACKING", "DJL_CACHE_DIR");
    }

    @Test
    void backslashesAndQuotesAreEscapedInTheArgumentFile() {
        WorkerCommand command =
                new WorkerCommand(Path.of("java"), List.of("C:\\a b", "say \"x\""), Map.of(), folder, folder);

        assertThat(command.argumentFile()).isEqualTo("\"C:\\\\a b\"\n\"say \\\"x\\\"\"\n");
    }
}
