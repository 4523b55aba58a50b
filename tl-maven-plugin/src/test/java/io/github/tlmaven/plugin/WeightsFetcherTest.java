package io.github.tlmaven.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.download.Downloader;
import io.github.tlmaven.download.Network;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.FetchedFile;
import io.github.tlmaven.spec.WeightsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFetcherTest {

    private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);
    private static final String DIGEST = Sha256.of(CONTENT).hex();
    private static final String MODEL = "efficientnet_b0";

    @TempDir
    Path cache;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/net.pth", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                exchange.sendResponseHeaders(200, CONTENT.length);
                exchange.getResponseBody().write(CONTENT);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WeightsFetcher fetcher(boolean offline) {
        Downloader downloader = new Downloader(cache, Network.direct("test"), new MavenDownloadLog(new RecordingLog()));
        return new WeightsFetcher(downloader, source -> Path.of("/repository", source.coordinates()), offline);
    }

    private Experiment remote(String id, String file, Optional<String> digest) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + file);
        return Experiments.of(id, MODEL, new WeightsSource.Url(uri, digest));
    }

    @Test
    void everyExperimentGetsItsFileAndAFileComesOnce() throws InterruptedException {
        Experiment one = remote("one", "net.pth", Optional.of(DIGEST));
        Experiment two = remote("two", "net.pth", Optional.of(DIGEST));
        Experiment artifact = Experiments.of("artifact", MODEL, new WeightsSource.Artifact("g:a:1:safetensors"));
        Experiment none = Experiments.of("none", MODEL, new WeightsSource.None());

        var fetched = fetcher(false).fetch(List.of(one, two, artifact, none));

        assertThat(fetched).containsOnlyKeys("one", "two", "artifact");
        assertThat(fetched.get("one"))
                .isEqualTo(fetched.get("two"))
                .extracting(FetchedFile::sha256)
                .isEqualTo(DIGEST);
        assertThat(fetched.get("artifact"))
                .isEqualTo(
                        new FetchedFile(Path.of("/repository/g:a:1:safetensors").toAbsolutePath(), ""));
        assertThat(requests).hasValue(1);
    }

    @Test
    void anArtifactIsComparedWithTheDigestThatThePomStates(@TempDir Path repository) throws Exception {
        Path file = Files.write(repository.resolve("net-1.safetensors"), CONTENT);
        WeightsFetcher fetcher = new WeightsFetcher(
                new Downloader(cache, Network.direct("test"), new MavenDownloadLog(new RecordingLog())),
                source -> file,
                false);
        Experiment right = artifact("right", DIGEST);
        Experiment wrong = artifact("wrong", "0".repeat(64));

        assertThat(fetcher.fetch(List.of(right))).containsEntry("right", new FetchedFile(file, DIGEST));
        assertThatThrownBy(() -> fetcher.fetch(List.of(right, wrong)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("- <experiments><wrong>: g:a:1:safetensors is another file than <sha256> states: "
                        + file + " has SHA-256 " + DIGEST + ", expected " + "0".repeat(64))
                .hasMessageContaining("To fix: correct <sha256>");
    }

    private static Experiment artifact(String id, String digest) {
        return Experiments.of(id, MODEL, new WeightsSource.Artifact("g:a:1:safetensors", Optional.of(digest)));
    }

    @Test
    void offlineTheCacheServes() throws InterruptedException {
        List<Experiment> experiments = List.of(remote("one", "net.pth", Optional.of(DIGEST)));
        var online = fetcher(false).fetch(experiments);
        server.stop(0);

        assertThat(fetcher(true).fetch(experiments)).isEqualTo(online);
    }

    @Test
    void offlineEverythingThatIsMissingIsNamedAtOnce() {
        Experiment one = remote("one", "net.pth", Optional.of(DIGEST));
        Experiment two = remote("two", "net.pth", Optional.of(DIGEST));
        Experiment other = Experiments.of("other", MODEL, new WeightsSource.Default());

        assertThatThrownBy(() -> fetcher(true).fetch(List.of(one, other, two)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("- <experiments><one>, <two>: "
                        + one.model().weights().text() + " is not in the cache, and Maven is offline (-o)")
                .hasMessageContaining("- <experiments><other>: https://download.pytorch.org/models/")
                .message()
                .endsWith("To fix: run mvn tl:resolve once without -o.");
        assertThat(requests).hasValue(0);
    }

    @Test
    void onlineEveryProblemIsNamedWithItsFixAndTheRestIsFetched() {
        Experiment unstated = remote("unstated", "net.pth?x", Optional.empty());
        Experiment absent = remote("absent", "no.pth", Optional.of(DIGEST));
        Experiment good = remote("good", "net.pth", Optional.of(DIGEST));

        assertThatThrownBy(() -> fetcher(false).fetch(List.of(unstated, absent, good)))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("<experiments><unstated>: Nothing says what ")
                .hasMessageContaining("<sha256>" + DIGEST + "</sha256>")
                .hasMessageContaining("<experiments><absent>: Cannot download ")
                .hasMessageContaining("status 404")
                .hasMessageContaining("correct the address")
                .hasMessageNotContaining("<good>");
        assertThat(requests).hasValue(2);
    }
}
