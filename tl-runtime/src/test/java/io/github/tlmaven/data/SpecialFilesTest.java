package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DatasetSpec.Limits;
import io.github.tlmaven.spec.DatasetSpec.Split;
import io.github.tlmaven.spec.PictureFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files among the pictures that must not be opened, or not be decoded. */
class SpecialFilesTest {

    private static final int USUAL = 100_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path base;

    @BeforeEach
    void fill() {
        for (int i = 0; i < 3; i++) {
            Fixtures.copy("rgb.png", base.resolve("data/a/p" + i + ".png"));
            Fixtures.copy("rgb.png", base.resolve("data/b/p" + i + ".png"));
        }
    }

    private void read(int maxPixels) {
        DatasetSpec spec = new DatasetSpec(
                new Split("data", 0.2, 0.2, 1),
                PictureFilter.ALL,
                new Limits(Corrupt.FAIL, 0, maxPixels),
                Optional.empty());
        DatasetReader.read(spec, Map.of(), base::resolve);
    }

    @Test
    void pipeIsNamedAndNeverOpened() throws IOException, InterruptedException {
        Path pipe = base.resolve("data/a/pipe.jpg");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "this platform has no mkfifo");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        // Who opens a pipe that nobody writes to waits for ever.
        assertTimeoutPreemptively(
                PATIENCE,
                () -> assertThatThrownBy(() -> read(USUAL))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("pipe.jpg")
                        .hasMessageContaining("no file but a pipe, socket or device"));
    }

    @Test
    void pictureAboveTheLimitIsNamedWithItsSize() {
        Fixtures.copy("larger-screen.gif", base.resolve("data/b/large.gif"));
        assertThatThrownBy(() -> read(24 * 16))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("b/large.gif: its 29 x 19 pixels are more than <maxPixels>, 384")
                .hasMessageContaining("1 problem:");
    }
}
