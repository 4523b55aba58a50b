package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.store.SpaceDescription;
import io.github.tlmaven.store.SpaceLease;
import io.github.tlmaven.store.StoredSpace;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheMojoTest {

    @TempDir
    Path cache;

    private final RecordingLog log = new RecordingLog();

    private Path folder() {
        return cache.resolve("features").resolve(Sha256.of("space").hex());
    }

    @BeforeEach
    void store() {
        SpaceDescription description = new SpaceDescription(
                "resnet18", "layer4", "0123456789ab", "resize 256 bilinear, crop 224", FeatureType.FLOAT16);
        new StoredSpace(folder(), description, line -> {})
                .add(List.of(2L), List.of(Sha256.of("a"), Sha256.of("b")), FloatBuffer.allocate(4));
    }

    private List<String> run(String action, int days) throws MojoExecutionException {
        CacheMojo mojo = new CacheMojo();
        mojo.setLog(log);
        mojo.cacheDirectory = cache.toFile();
        mojo.action = action;
        mojo.days = days;
        log.lines.clear();
        mojo.execute();
        return log.lines;
    }

    @Test
    void listNamesWhatIsStored() throws MojoExecutionException {
        assertThat(run("list", 0)).hasSize(3);
        assertThat(log.lines.get(1))
                .contains("resnet18  layer4", "resize 256 bilinear, crop 224", "0123456789ab    float16     2  ");
        assertThat(log.lines.get(2)).startsWith("INFO 1 networks at a boundary, 0.0 MiB in " + cache);
    }

    @Test
    void verifyRemovesWhatIsDamaged() throws MojoExecutionException, IOException {
        assertThat(run("verify", 0)).containsExactly("INFO 1 files read, 0 damaged");
        Path chunk;
        try (Stream<Path> files = Files.walk(cache)) {
            chunk = files.filter(file -> file.toString().endsWith(".tlf"))
                    .toList()
                    .get(0);
        }
        Files.writeString(chunk, "cut");
        assertThat(run("verify", 0)).first().asString().startsWith("WARN ").contains(chunk.toString());
        assertThat(chunk).doesNotExist();
    }

    @Test
    void clearKeepsWhatWasUsedWithinTheDays() throws MojoExecutionException {
        assertThat(run("clear", 1)).first().asString().contains("Removed the features of 0 networks");
        assertThat(run("clear", 0))
                .first()
                .asString()
                .contains("Removed the features of 1 networks", "0.0 MiB are left");
        assertThat(run("list", 0)).first().asString().startsWith("INFO 0 networks");
    }

    @Test
    void clearSaysWhatABuildUses() throws MojoExecutionException {
        try (SpaceLease lease = SpaceLease.use(folder())) {
            assertThat(lease).isNotNull();
            assertThat(run("clear", 0)).last().asString().startsWith("WARN The features of 1 others stay");
        }
    }

    @Test
    void unknownActionsAndNegativeDaysAreRefused() {
        assertThatThrownBy(() -> run("empty", 0))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("'empty'");
        assertThatThrownBy(() -> run("clear", -1))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("-1");
    }
}
