package io.github.tlmaven.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may have a space at once. */
class SpaceLeaseTest {

    private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

    @TempDir
    private Path root;

    private Path folder = Path.of("");

    @BeforeEach
    void makeTheFolder() throws IOException {
        folder = Files.createDirectory(root.resolve("space"));
    }

    private Path file() {
        return root.resolve("leases").resolve("space");
    }

    private static boolean isFree(Path folder, Instant seen) throws IOException {
        try (SpaceLease lease = SpaceLease.alone(folder, seen).orElse(null)) {
            return lease != null;
        }
    }

    @Test
    void oneOfTwoInAProcessThatEndsLeavesTheOther() throws IOException {
        try (SpaceLease held = SpaceLease.use(folder)) {
            SpaceLease.use(folder).close();
            Process other = LeaseHolder.start(held.folder().toString(), "alone");
            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("used");
            assertThat(isFree(folder, SpaceLease.lastUse(folder))).isFalse();
        }
        assertThat(isFree(folder, SpaceLease.lastUse(folder))).isTrue();
    }

    @Test
    void whatWasUsedSinceTheLookStays() throws IOException {
        SpaceLease.use(folder).close();
        Files.setLastModifiedTime(file(), FileTime.from(LONG_AGO));
        Instant seen = SpaceLease.lastUse(folder);
        SpaceLease.use(folder).close();
        assertThat(isFree(folder, seen)).isFalse();
        assertThat(isFree(folder, SpaceLease.lastUse(folder))).isTrue();
    }

    @Test
    void whatNobodyEverLeasedIsFree() throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(LONG_AGO));
        assertThat(isFree(folder, LONG_AGO)).isTrue();
    }

    @Test
    void aFileThatIsOnlyReadableIsHeldAllTheSame() throws IOException {
        SpaceLease.use(folder).close();
        assertThat(file().toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(file()), "this user may write every file");
        try (SpaceLease held = SpaceLease.use(folder)) {
            assertThat(file().toFile().setWritable(true)).isTrue();
            assertThat(isFree(held.folder(), SpaceLease.lastUse(folder))).isFalse();
        }
    }

    @Test
    void aFailureBetweenTwoFilesOfAFolderIsAnOrdinaryOne() {
        IOException failure = new IOException("the disk went away");
        Stream<Path> files = Stream.of(root).peek(file -> {
            throw new UncheckedIOException(failure);
        });
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> FolderFiles.sorted(files))
                .isSameAs(failure);
    }
}
