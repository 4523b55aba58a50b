package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.RequestCodec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.util.cli.CommandLineUtils;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** A goal that starts a worker process. */
abstract class AbstractWorkerMojo extends AbstractFetchingMojo {

    private final ToolchainManager toolchains;

    /**
     * The {@code java} command that runs the worker, of a JDK 17 or newer; that of the jdk toolchain unless given, else
     * Maven's own.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.jvm")
    protected @Nullable String jvm;

    /**
     * Further options of the worker's virtual machine, as {@code -Xmx2g}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.argLine")
    protected @Nullable String argLine;

    AbstractWorkerMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
        super(repositorySystem);
        this.toolchains = toolchains;
    }

    /** What the worker is asked to do. */
    abstract Goal goal();

    /**
     * What a worker may take.
     *
     * @param cores      how many it may use
     * @param cacheLimit bytes of stored features that it leaves at most; 0 for no limit
     * @param again      whether what is up to date is done again
     */
    record Effort(int cores, long cacheLimit, boolean again) {}

    /**
     * Has the goal's work done by a worker.
     *
     * @param weights  that a goal fetched for it, by experiment's id
     * @param archives that a goal fetched for it
     */
    final void work(Plan plan, Map<String, FetchedFile> weights, Map<String, FetchedFile> archives, Effort effort)
            throws WorkerFailedException, InterruptedException {
        Workspace workspace = workspace(plan, effort);
        WorkerCommand command =
                WorkerCommand.of(java(), classpath(), userOptions(), workspace, layout().workerLog(goal()));
        RunRequest request = new RunRequest(goal(), plan, workspace, weights, archives);
        new WorkerLauncher(getLog()).run(command, RequestCodec.write(request));
    }

    private Workspace workspace(Plan plan, Effort effort) {
        return new Workspace(
                project().getBasedir().toPath().toAbsolutePath(),
                layout().root().toAbsolutePath(),
                cacheFolder(),
                effort.cacheLimit(),
                effort.cores(),
                effort.again(),
                session().isOffline(),
                selected(plan));
    }

    private Path java() {
        if (jvm != null) {
            return Path.of(jvm);
        }
        return Optional.ofNullable(toolchains.getToolchainFromBuildContext("jdk", session()))
                .map((Toolchain jdk) -> jdk.findTool("java"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.home", ""), "bin", "java"));
    }

    private List<String> userOptions() {
        try {
            return argLine == null ? List.of() : List.of(CommandLineUtils.translateCommandline(argLine));
        } catch (Exception e) { // the signature says no more than Exception
            throw new ConfigurationException(
                    "<argLine> (tl.argLine) cannot be split into options: " + e.getMessage(), "balance its quotes.", e);
        }
    }
}
