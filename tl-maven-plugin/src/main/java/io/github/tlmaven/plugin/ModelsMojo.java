package io.github.tlmaven.plugin;

import io.github.tlmaven.failure.TlException;
import io.github.tlmaven.spec.AtomicFile;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Lists the models that an experiment can name: their published weights with top-1 accuracy on ImageNet, licences, sizes and
 * boundaries. Needs neither a project nor a network.
 */
@Mojo(name = "models", requiresProject = false, aggregator = true, threadSafe = true)
public final class ModelsMojo extends AbstractMojo {

    /** The project that is built, if there is one. */
    @Parameter(defaultValue = "${project}", readonly = true)
    @Nullable
    MavenProject project;

    /** The build. */
    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    @Nullable
    MavenSession session;

    /**
     * Lists one family alone: {@code efficientnet}, {@code mobilenet}, {@code resnet} or {@code vgg}; all unless given.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.family")
    @Nullable
    String family;

    /**
     * The file for the same table as CSV; {@code target/tl/models.csv} unless given.
     *
     * @since 0.1.0
     */
    @Parameter(property = "tl.output")
    @Nullable
    File output;

    @Override
    public void execute() throws MojoExecutionException {
        try {
            ModelTable models = ModelTable.of(family);
            models.lines().forEach(getLog()::info);
            Path file = file();
            AtomicFile.write(file, models.csv());
            getLog().info(models.size() + " models; the same as CSV: " + file);
        } catch (TlException e) {
            throw AbstractTlMojo.failure(getLog(), e);
        }
    }

    /** Where Maven runs outside of a project, the build directory of its stand-in is not a path. */
    private Path file() {
        if (output != null) {
            return output.toPath().toAbsolutePath();
        }
        Path target = project == null || project.getFile() == null
                ? Path.of(AbstractTlMojo.given(session, "session").getExecutionRootDirectory(), "target")
                : Path.of(project.getBuild().getDirectory());
        return target.resolve("tl").resolve("models.csv").toAbsolutePath();
    }
}
