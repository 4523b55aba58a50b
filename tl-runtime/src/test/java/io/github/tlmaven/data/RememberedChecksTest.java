package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedChecksTest {

    @TempDir
    private Path cache;

    private final AtomicInteger decoded = new AtomicInteger();

    private RememberedChecks open(String version) {
        return RememberedChecks.open(
                (digest, file) -> {
                    decoded.incrementAndGet();
                    if (file.length == 0) {
                        throw new CorruptPictureException("empty");
                    }
                },
                version,
                cache);
    }

    private static void check(RememberedChecks checks, String content) throws CorruptPictureException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        checks.check(Sha256.of(bytes), bytes);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void run(String version, String... contents) throws CorruptPictureException {
        RememberedChecks checks = open(version);
        for (String content : contents) {
            check(checks, content);
        }
        checks.save();
    }

    @Test
    void eachContentIsDecodedOnce() throws CorruptPictureException {
        run("v1", "a", "b", "a");
        int once = decoded.get();
        run("v1", "a", "b", "c");
        assertThat(decoded.get()).isEqualTo(once + 1);
    }

    @Test
    void anotherVersionKnowsNothing() throws CorruptPictureException {
        run("v1", "a");
        run("v2", "a");
        assertThat(decoded).hasValue(2);
    }

    @Test
    void aLowerLimitRefusesWhatAHigherOneLetPass() throws CorruptPictureException {
        byte[] picture = Fixtures.bytes("rgb.png");
        Sha256 digest = Sha256.of(picture);
        RememberedChecks checks = RememberedChecks.decoding(1_000_000, cache, (file, seen) -> {});
        checks.check(digest, picture);
        checks.save();
        RememberedChecks known = RememberedChecks.decoding(1_000_000, cache, (file, seen) -> {});
        known.check(digest, picture);
        assertThat(known.decoded()).isZero();
        RememberedChecks lower = RememberedChecks.decoding(1, cache, (file, seen) -> {});
        assertThatExceptionOfType(CorruptPictureException.class)
                .isThrownBy(() -> lower.check(digest, picture))
                .withMessageContaining("<maxPixels>, 1:");
    }

    @Test
    void whatCannotBeUsedIsSaidEachTime() {
        for (int i = 0; i < 2; i++) {
            RememberedChecks checks = open("v1");
            assertThatExceptionOfType(CorruptPictureException.class).isThrownBy(() -> check(checks, ""));
            checks.save();
        }
        assertThat(decoded).hasValue(2);
    }

    @Test
    void aDamagedFileIsRemovedAndItsPicturesAreDecodedAgain() throws IOException, CorruptPictureException {
        run("v1", "a", "b");
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 1;
        Files.write(file, bytes);
        decoded.set(0);
        run("v1", "a", "b");
        assertThat(decoded).hasValue(2);
        assertThat(files()).hasSize(1).doesNotContain(file);
        run("v1", "a", "b");
        assertThat(decoded).hasValue(2);
    }

    @Test
    void aFileThatIsCutCountsForNothing() throws IOException, CorruptPictureException {
        run("v1", "a", "b");
        Path file = files().get(0);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), Sha256.BYTES));
        decoded.set(0);
        run("v1", "a", "b");
        assertThat(decoded).hasValue(2);
    }

    @Test
    void manyFilesBecomeOneAndNothingIsLost() throws IOException, CorruptPictureException {
        int builds = 40;
        for (int i = 0; i < builds; i++) {
            run("v1", "picture " + i);
        }
        assertThat(files()).hasSizeLessThan(20);
        decoded.set(0);
        RememberedChecks checks = open("v1");
        for (int i = 0; i < builds; i++) {
            check(checks, "picture " + i);
        }
        assertThat(decoded).hasValue(0);
    }

    @Test
    void twoBuildsAtOnceLoseNothing() throws CorruptPictureException {
        RememberedChecks first = open("v1");
        RememberedChecks second = open("v1");
        check(first, "a");
        check(second, "b");
        first.save();
        second.save();
        decoded.set(0);
        run("v1", "a", "b");
        assertThat(decoded).hasValue(0);
    }
}
