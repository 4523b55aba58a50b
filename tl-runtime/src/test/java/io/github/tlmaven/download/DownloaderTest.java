package io.github.tlmaven.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.FetchedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is handed out, and what is kept. */
class DownloaderTest extends DownloadFixture {

    @Test
    void fileComesOnceAndIsThereUnderItsOwnName() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            URI uri = server.uri("/models/net-1.pth?x=1");

            FetchedFile first = downloader().fetch(known(uri));
            FetchedFile second = downloader().fetch(known(uri));

            assertThat(first.path()).hasBinaryContent(CONTENT).hasFileName("net-1.pth");
            assertThat(first.sha256()).isEqualTo(DIGEST.hex());
            assertThat(second).isEqualTo(first);
            assertThat(server.asked).hasSize(1);
            assertThat(server.asked.get(0).header("User-agent")).isEqualTo("test");
            assertThat(files()).containsExactly("net-1.pth");
            assertThat(log.lines).hasSize(2).first().asString().contains("Downloading " + uri + " (0.2 MiB)");
        }
    }

    @Test
    void aFileThatIsThereNeedsNoLock() throws Exception {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            RemoteFile file = known(server.uri("/net.pth"));
            FetchedFile first = downloader().fetch(file);
            Path lock = entry(file.uri()).lock();
            Files.delete(lock);
            Files.createDirectory(lock); // as in a cache that cannot be written: no lock to be had

            assertThat(downloader().fetch(file)).isEqualTo(first);
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void addressesThatEndAlikeDoNotMeet() throws InterruptedException {
        byte[] other = "another".getBytes(StandardCharsets.UTF_8);
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT), LoopbackServer.whole(other))) {
            FetchedFile one = downloader().fetch(known(server.uri("/a/net.pth")));
            FetchedFile two = downloader()
                    .fetch(RemoteFile.of(
                            server.uri("/b/net.pth"), Sha256.of(other).hex()));

            assertThat(one.path()).hasBinaryContent(CONTENT);
            assertThat(two.path()).hasBinaryContent(other);
        }
    }

    @Test
    void namesThatNoFileShouldHaveAreMended() {
        Path downloads = cache.resolve("downloads");

        assertThat(CacheEntry.of(downloads, URI.create("https://h/..")).name()).isEqualTo("file");
        assertThat(CacheEntry.of(downloads, URI.create("https://h")).name()).isEqualTo("file");
        assertThat(CacheEntry.of(downloads, URI.create("https://h/a%2F..%5Cb:c.pt"))
                        .name())
                .isEqualTo("_b_c.pt");
        assertThat(CacheEntry.of(downloads, URI.create("https://h/" + "x".repeat(300) + ".pt"))
                        .name())
                .hasSize(60)
                .endsWith("x.pt");
    }

    @Test
    void publishedBeginningOfTheDigestSuffices() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            FetchedFile fetched = downloader()
                    .fetch(RemoteFile.of(server.uri("/n"), DIGEST.hex().substring(0, 8)));

            assertThat(fetched.sha256()).isEqualTo(DIGEST.hex());
        }
    }

    @Test
    void otherBytesAreRefusedAndRemoved() {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(new byte[] {1, 2, 3}))) {
            URI uri = server.uri("/net.pth");

            assertThatThrownBy(() -> downloader().fetch(known(uri)))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("What came from " + uri + " is another file: SHA-256 "
                            + Sha256.of(new byte[] {1, 2, 3}) + ", expected " + DIGEST)
                    .hasMessageContaining("To fix: ");
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void mistypedDigestDoesNotCostTheFileThatIsThere() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            URI uri = server.uri("/net.pth");
            downloader().fetch(known(uri));

            assertThatThrownBy(() -> downloader().fetch(RemoteFile.of(uri, "0".repeat(64))))
                    .isInstanceOf(WeightsException.class);

            assertThat(downloader().cached(known(uri))).isPresent();
            assertThat(files()).containsExactly("net.pth");
        }
    }

    @Test
    void passwordInAnAddressIsRefusedAndNotRepeated() {
        RemoteFile file = known(URI.create("https://ann:s3cret@example.invalid/net.pth"));

        assertThatThrownBy(() -> downloader().fetch(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("https://example.invalid/…")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void withoutStatedDigestTheOneFoundIsNamedAndNothingIsDownloadedTwice() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            RemoteFile unstated = new RemoteFile(server.uri("/net.pth"), Optional.empty());

            for (int run = 0; run < 2; run++) {
                assertThatThrownBy(() -> downloader().fetch(unstated))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("<sha256>" + DIGEST + "</sha256>");
            }
            assertThatThrownBy(() -> downloader().cached(unstated)).hasMessageContaining(DIGEST.hex());

            assertThat(downloader().fetch(known(unstated.uri())).path()).hasBinaryContent(CONTENT);
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void plainHttpWithoutDigestIsRefusedBeforeAnythingIsSent() {
        RemoteFile file = new RemoteFile(URI.create("http://example.invalid/net.pth"), Optional.empty());

        assertThatThrownBy(() -> downloader().fetch(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("http://example.invalid/net.pth")
                .hasMessageContaining("To fix: take the address by https");
    }

    @Test
    void plainHttpWithTheBeginningOfADigestIsWarnedOf() {
        RemoteFile file = RemoteFile.of(URI.create("http://example.invalid/net.pth"), "01234567");

        assertThatThrownBy(() -> downloader().fetch(file)).isInstanceOf(WeightsException.class);
        assertThat(log.lines).first().asString().contains("they tell damage, not forgery");
    }

    @Test
    void damagedFileOfTheCacheIsFetchedAnewWithAWarning() throws IOException, InterruptedException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            RemoteFile file = known(server.uri("/net.pth"));
            Path path = downloader().fetch(file).path();
            Files.write(path, new byte[] {1});

            assertThat(downloader().cached(file)).isEmpty();
            assertThat(downloader().fetch(file).path()).hasBinaryContent(CONTENT);

            assertThat(server.asked).hasSize(2);
            assertThat(log.lines)
                    .anyMatch(line ->
                            line.startsWith("WARN The file in the cache is damaged") && line.contains(path.toString()));
        }
    }

    @Test
    void lookIntoTheCacheOpensNoConnection() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            RemoteFile file = known(server.uri("/net.pth"));

            assertThat(downloader().cached(file)).isEmpty();
            assertThat(server.asked).isEmpty();
            FetchedFile fetched = downloader().fetch(file);
            assertThat(downloader().cached(file)).contains(fetched);
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void cacheThatIsNoFolderIsNamed() throws IOException {
        Path file = Files.writeString(cache.resolve("downloads"), "kept");

        assertThatThrownBy(() -> downloader().fetch(known(URI.create("https://example.invalid/net.pth"))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Cannot use the cache of downloads " + file)
                .hasMessageContaining("<cacheDirectory>");
        assertThat(file).hasContent("kept");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskIsSaid() throws IOException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            URI uri = server.uri("/net.pth");
            Files.createDirectories(entry(uri).folder());
            Files.createSymbolicLink(entry(uri).part(), Path.of("/dev/full")); // takes no byte, as a full disk

            assertThatThrownBy(() -> downloader().fetch(known(uri)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(
                            "Cannot write " + entry(uri).part() + " after 0 bytes: No space left on device")
                    .hasMessageContaining("see that the disk is not full");
            assertThat(entry(uri).file()).doesNotExist();
        }
    }

    @Test
    void fileThatIsLargerThanTheDiskIsRefusedBeforeItComes() {
        String exbibyte = Long.toString(1L << 60);
        LoopbackServer.Answer huge = exchange -> exchange.sendResponseHeaders(200, Long.parseLong(exbibyte));
        try (LoopbackServer server = new LoopbackServer(huge)) {
            assertThatThrownBy(() -> downloader().fetch(known(server.uri("/net.pth"))))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("There is no room for net.pth in " + cache)
                    .hasMessageContaining("1099511627776.0 MiB are needed");
        }
    }
}
