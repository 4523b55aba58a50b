package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.spec.Experiment;
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

/** A goal whose work is done by a worker process. */
abstract class AbstractWorkerMojo extends AbstractFetchingMojo {

    private final ToolchainManager toolchains;

    /**
     * How many cores to use; all unless given. It changes the time and not the results.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.threads")
    protected @Nullable Integer threads;

    /**
     * Does again what is up to date.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.force", defaultValue = "false")
    protected boolean force;

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

    /** Whether the goal works on an experiment. */
    abstract boolean concerns(Experiment candidate);

    /** Looks whether what earlier goals leave is there. */
    void checkInputs(Plan plan, List<Experiment> chosen) {}

    @Override
    void run(Plan plan) throws WorkerFailedException, InterruptedException {
        List<Experiment> chosen = chosen(plan).stream().filter(this::concerns).toList();
        if (chosen.isEmpty()) {
            getLog().info("No experiment is for tl:" + goal().keyword() + "; nothing to do.");
            return;
        }
        InputFiles.check(plan, chosen, project().getBasedir().toPath());
        checkInputs(plan, chosen);
        work(plan, fetchWeights(chosen));
    }

    /** Has the goal's work done by a worker. */
    final void work(Plan plan, Map<String, FetchedFile> fetched) throws WorkerFailedException, InterruptedException {
        Workspace workspace = workspace(plan);
        WorkerCommand command = WorkerCommand.of(
                java(),
                classpath(),
                userOptions(),
                workspace.cacheDirectory(),
                workspace.outputDirectory(),
                layout().workerLog(goal()));
        new WorkerLauncher(getLog()).run(command, RequestCodec.write(new RunRequest(goal(), plan, workspace, fetched)));
    }

    private Workspace workspace(Plan plan) {
        int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (cores < 1) {
            throw new ConfigurationException(
                    "<threads> (tl.threads) must be 1 or more, was " + cores + ".",
                    "leave it out to use all cores, or name how many to use.");
        }
        return new Workspace(
                project().getBasedir().toPath().toAbsolutePath(),
                layout().root().toAbsolutePath(),
                cacheFolder(),
                cores,
                force,
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
