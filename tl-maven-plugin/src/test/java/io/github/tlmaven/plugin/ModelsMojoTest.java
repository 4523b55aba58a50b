package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsMojoTest {

    @TempDir
    Path folder;

    private final RecordingLog log = new RecordingLog();

    private ModelsMojo mojo(String family) {
        ModelsMojo mojo = new ModelsMojo();
        mojo.setLog(log);
        mojo.family = family;
        return mojo;
    }

    @Test
    void tableIsPrintedAndWrittenWithoutAProject() throws IOException, MojoExecutionException {
        ModelsMojo mojo = mojo("vgg");
        mojo.output = folder.resolve("deep/er/models.csv").toFile();

        mojo.execute();

        assertThat(log.lines).hasSizeGreaterThan(8).allMatch(line -> line.startsWith("INFO "));
        assertThat(log.lines).last().isEqualTo("INFO 8 models; the same as CSV: " + mojo.output);
        assertThat(mojo.output).content().isEqualTo(ModelTable.of("vgg").csv());
    }

    @Test
    void fileLiesInTheBuildDirectoryUnlessNamed() throws MojoExecutionException {
        MavenProject project = new MavenProject();
        project.setFile(folder.resolve("pom.xml").toFile());
        project.setBuild(new Build());
        project.getBuild().setDirectory(folder.resolve("out").toString());
        ModelsMojo mojo = mojo("mobilenet");
        mojo.project = project;

        mojo.execute();

        assertThat(folder.resolve("out/tl/models.csv")).isRegularFile();
    }

    @Test
    void unknownFamilyFailsTheBuildAndWritesNothing() {
        ModelsMojo mojo = mojo("alexnet");
        mojo.output = folder.resolve("models.csv").toFile();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("'alexnet'");
        assertThat(folder).isEmptyDirectory();
    }
}
