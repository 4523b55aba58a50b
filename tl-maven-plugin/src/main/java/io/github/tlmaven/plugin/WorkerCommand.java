package io.github.tlmaven.plugin;

import io.github.tlmaven.spec.Workspace;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a worker process is started.
 *
 * @param java            the launcher of a JDK
 * @param options         options of the virtual machine and the main class
 * @param environment     what is set beside the inherited environment
 * @param outputDirectory {@code target/tl}: where the argument file and crash reports go
 * @param log             where everything that the worker prints is kept
 */
record WorkerCommand(Path java, List<String> options, Map<String, String> environment, Path outputDirectory, Path log) {

    /** Where a crash of the virtual machine is reported; the machine puts its process id for %p. */
    private static final String CRASH_REPORT = "hs_err_%p.log";

    /** What Java objects need. Tensors lie outside the heap. */
    private static final String HEAP = "-Xmx1g";

    /** The heap grows from here when what lives asks for it; from the default, garbage would fill hundreds of MiB first. */
    private static final String INITIAL_HEAP = "-Xms64m";

    /** Garbage beyond this is collected; the collector would let it grow to a third of the heap instead, for no gain. */
    private static final String YOUNG = "-XX:MaxNewSize=64m";

    /** Its threads pause the others instead of competing with them: a second less of five where all features are stored. */
    private static final String COLLECTOR = "-XX:+UseParallelGC";

    /** What the user's own choice of a collector looks like; the virtual machine refuses two. */
    private static final Pattern ANY_COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    private static final String MAIN = "io.github.tlmaven.worker.Main";

    private static final List<String> PROPERTIES = List.of(
            "ai.djl.offline=true",
            "ai.djl.pytorch.num_threads=1",
            "ai.djl.pytorch.num_interop_threads=1",
            "java.awt.headless=true",
            "file.encoding=UTF-8",
            "sun.jnu.encoding=UTF-8",
            "stdout.encoding=UTF-8",
            "stderr.encoding=UTF-8");

    /** Copies the collections. */
    WorkerCommand {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /**
     * The command of a real worker.
     *
     * @param userOptions options of the user, which win over those given here
     */
    static WorkerCommand of(Path java, List<Path> classpath, List<String> userOptions, Workspace workspace, Path log) {
        List<String> options = new ArrayList<>();
        options.add(HEAP);
        options.add(INITIAL_HEAP);
        options.add(YOUNG);
        if (userOptions.stream().noneMatch(ANY_COLLECTOR.asMatchPredicate())) {
            options.add(COLLECTOR);
        }
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.add("-XX:ErrorFile=" + workspace.outputDirectory().resolve(CRASH_REPORT));
        PROPERTIES.forEach(property -> options.add("-D" + property));
        Path natives = workspace.cacheDirectory().resolve("natives");
        options.add("-Dtl.natives=" + natives);
        options.add("-Djna.tmpdir=" + natives); // otherwise below the home directory, which need not be writable
        options.addAll(userOptions);
        options.add("-cp");
        options.add(classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        options.add(MAIN);
        return new WorkerCommand(java, options, environment(workspace, isLinux()), workspace.outputDirectory(), log);
    }

    /**
     * What makes arithmetic equal and fast. The allocator's settings keep freed memory instead of giving it back to the
     * system after each tensor, which doubles the speed of depthwise networks on glibc and is ignored elsewhere. An arena
     * for each computing thread is enough for them not to wait for each other; with one for each thread of the virtual
     * machine freed memory would lie in many places at once. What an aligned tensor leaves over around itself joins it when
     * it is freed, so that the next one of its size fits there, only where small pieces are not set aside.
     */
    static Map<String, String> environment(Workspace workspace, boolean linux) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("OPT_OUT_TRACKING", "true");
        environment.put(
                "DJL_CACHE_DIR", workspace.cacheDirectory().resolve("djl").toString());
        if (linux) {
            environment.put("LC_ALL", "C.UTF-8");
            environment.put("MALLOC_MMAP_MAX_", "0");
            environment.put("MALLOC_TRIM_THRESHOLD_", "17179869184");
            environment.put("MALLOC_TOP_PAD_", "67108864");
            environment.put("MALLOC_ARENA_MAX", String.valueOf(workspace.threads()));
            environment.put("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0");
        }
        return environment;
    }

    /** The options as an argument file of the launcher: quoted, because a path may hold a space or a backslash. */
    String argumentFile() {
        return options.stream()
                .map(option -> '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
    }

    /** What the launcher reads argument files in. */
    static Charset argumentCharset() {
        return isLinux() ? StandardCharsets.UTF_8 : Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }
}
