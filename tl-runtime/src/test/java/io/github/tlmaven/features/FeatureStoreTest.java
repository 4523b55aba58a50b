package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.TestLog;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several builds on one folder. */
class FeatureStoreTest {

    private static final FeatureSpace SPACE = new FeatureSpace(Sha256.of("space"));
    private static final Sha256 A = Sha256.of("a");
    private static final Sha256 B = Sha256.of("b");
    private static final Sha256 C = Sha256.of("c");

    @TempDir
    private Path cache;

    private final TestLog log = new TestLog();

    private FeatureStore.Space open(Log to) {
        return new FeatureStore(cache, to).open(SPACE);
    }

    private static void add(FeatureStore.Space space, Sha256... keys) {
        space.add(List.of(1L), List.of(keys), FloatBuffer.allocate(keys.length));
    }

    @Test
    void eachFindsWhatTheOtherAdded() {
        FeatureStore.Space one = open(log);
        FeatureStore.Space other = open(log);
        add(one, A, B);
        add(other, B, C);
        assertThat(one.activations(List.of(A, C)).size()).isEqualTo(2);
        assertThat(other.activations(List.of(C, A, B)).size()).isEqualTo(3);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void spacesAreApart() {
        add(open(log), A);
        assertThat(open(log).contains(A)).isTrue();
        assertThat(new FeatureStore(cache, log)
                        .open(new FeatureSpace(Sha256.of("other")))
                        .contains(A))
                .isFalse();
    }

    @Test
    void openingAgainFindsWhatCameSinceAndReadsNoFileTwice() throws IOException {
        FeatureStore store = new FeatureStore(cache, log);
        add(store.open(SPACE), A);
        assertThat(store.open(SPACE).contains(A)).isTrue();
        Files.write(files().get(0), new byte[] {1}); // would be warned of
        assertThat(store.open(SPACE).contains(A)).isTrue();
        add(open(new TestLog()), B);
        assertThat(store.open(SPACE).contains(B)).isTrue();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void onlyTheDamagedFileIsDropped() throws IOException {
        add(open(log), A);
        Path damaged = files().get(0);
        add(open(log), B, C);
        Files.write(damaged, new byte[] {1});
        FeatureStore.Space space = open(log);
        assertThat(List.of(space.contains(A), space.contains(B), space.contains(C)))
                .containsExactly(false, true, true);
        assertThat(damaged).doesNotExist();
        assertThat(log.warnings()).singleElement().asString().contains(damaged.toString());
    }

    /** The other build acts between the listing of the folder and the reading of its second file. */
    @Test
    void aDamagedFileThatAnotherBuildHasRemovedIsNoFailure() throws IOException {
        add(open(log), A);
        add(open(log), B);
        for (Path file : files()) {
            Files.write(file, new byte[] {1});
        }
        FeatureStore.Space space = open(new Log() {
            @Override
            public void info(String line) {}

            @Override
            public void warn(String line) {
                files().forEach(FeatureStoreTest::delete);
            }
        });
        assertThat(space.contains(A) || space.contains(B)).isFalse();
    }

    @Test
    void featuresThatAreGoneAreReported() {
        FeatureStore.Space space = open(log);
        add(space, A);
        files().forEach(FeatureStoreTest::delete);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> space.activations(List.of(A)))
                .withMessageContaining(SPACE.digest().hex())
                .withMessageContaining("To fix: ");
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
