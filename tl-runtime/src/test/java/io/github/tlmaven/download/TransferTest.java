package io.github.tlmaven.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.FetchedFile;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cuts, silence, resumption and refusals. */
class TransferTest extends DownloadFixture {

    private static final int CUT = 90_000;

    private Downloader impatient() {
        return downloader(new Network(Optional.empty(), Proxies.none(), "test", ONE_ATTEMPT));
    }

    /** Leaves what an earlier run that was cut leaves. */
    private void cutOnce(LoopbackServer server) {
        assertThatThrownBy(() -> impatient().fetch(known(server.uri("/net.pth"))))
                .isInstanceOf(WeightsException.class);
        assertThat(files()).containsExactly("net.pth.part", "net.pth.part.json");
    }

    @Test
    void cutDownloadGoesOnWhereItEnded() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.cut(CONTENT, CUT, "ETag", ETAG), LoopbackServer.rest(CONTENT, "ETag", ETAG))) {
            FetchedFile fetched = downloader().fetch(known(server.uri("/net.pth")));

            assertThat(fetched.path()).hasBinaryContent(CONTENT);
            assertThat(fetched.sha256()).isEqualTo(DIGEST.hex());
            assertThat(server.asked.get(0).header("Range")).isNull();
            assertThat(server.asked.get(1).header("Range")).isEqualTo("bytes=" + CUT + "-");
            assertThat(server.asked.get(1).header("If-range")).isEqualTo(ETAG);
            assertThat(files()).containsExactly("net.pth");
            assertThat(log.lines).anyMatch(line -> line.startsWith("WARN ") && line.contains("after 90000 bytes"));
        }
    }

    @Test
    void laterRunGoesOnByTheDateWhereThereIsNoTag() throws InterruptedException {
        String date = "Wed, 21 Oct 2015 07:28:00 GMT";
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.cut(CONTENT, CUT, "Last-Modified", date), LoopbackServer.rest(CONTENT))) {
            cutOnce(server);

            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);

            assertThat(server.asked.get(1).header("Range")).isEqualTo("bytes=" + CUT + "-");
            assertThat(server.asked.get(1).header("If-range")).isEqualTo(date);
        }
    }

    @Test
    void serverThatSaysNothingAboutTheFileIsAskedForAllOfIt() throws InterruptedException {
        try (LoopbackServer server =
                new LoopbackServer(LoopbackServer.cut(CONTENT, CUT), LoopbackServer.whole(CONTENT))) {
            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);

            assertThat(server.asked.get(1).header("Range")).isNull();
        }
    }

    @Test
    void serverThatKnowsNoRangesSendsAllAgain() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.cut(CONTENT, CUT, "ETag", ETAG), LoopbackServer.whole(CONTENT, "ETag", ETAG))) {
            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);

            assertThat(server.asked.get(1).header("Range")).isEqualTo("bytes=" + CUT + "-");
        }
    }

    @Test
    void partOfAFileThatChangedInBetweenIsForgotten() throws InterruptedException {
        byte[] old = new byte[CONTENT.length];
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.cut(old, CUT, "ETag", "\"v0\""),
                LoopbackServer.rest(CONTENT, "ETag", ETAG),
                LoopbackServer.whole(CONTENT, "ETag", ETAG))) {
            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);

            assertThat(server.asked).hasSize(3);
            assertThat(server.asked.get(2).header("Range")).isNull();
        }
    }

    @Test
    void partThatTurnsOutNotToFitIsDownloadedFromTheStart() throws Exception {
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.cut(CONTENT, CUT, "ETag", ETAG),
                LoopbackServer.rest(CONTENT, "ETag", ETAG),
                LoopbackServer.whole(CONTENT, "ETag", ETAG))) {
            cutOnce(server);
            Files.write(entry(server.uri("/net.pth")).part(), new byte[CUT]);

            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);

            assertThat(log.lines).anyMatch(line -> line.startsWith("WARN What an earlier run left of"));
        }
    }

    @Test
    void partThatIsLongerThanTheFileIsForgotten() throws Exception {
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.cut(CONTENT, CUT, "ETag", ETAG),
                LoopbackServer.status(416),
                LoopbackServer.whole(CONTENT, "ETag", ETAG))) {
            cutOnce(server);
            Files.write(entry(server.uri("/net.pth")).part(), new byte[CONTENT.length + 1]);

            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void lengthNeedNotBeKnown() throws InterruptedException {
        LoopbackServer.Answer chunked = exchange -> {
            exchange.sendResponseHeaders(200, 0); // for this server: in chunks
            exchange.getResponseBody().write(CONTENT);
        };
        try (LoopbackServer server = new LoopbackServer(chunked)) {
            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void fileThatArrivedWholeBeforeACrashIsNotDownloadedAgain() throws Exception {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.status(500))) {
            CacheEntry entry = entry(server.uri("/net.pth"));
            new Validator(Optional.of(ETAG), Optional.empty(), OptionalLong.of(CONTENT.length))
                    .write(entry.validator());
            Files.write(entry.part(), CONTENT);

            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);

            assertThat(server.asked).isEmpty();
            assertThat(files()).containsExactly("net.pth");
        }
    }

    @Test
    void partWhoseValidatorIsDamagedIsForgotten() throws Exception {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            CacheEntry entry = entry(server.uri("/net.pth"));
            Files.createDirectories(entry.folder());
            Files.writeString(entry.validator(), "{\"ETag\": ");
            Files.write(entry.part(), new byte[CUT]);

            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);

            assertThat(server.asked.get(0).header("Range")).isNull();
        }
    }

    @Test
    void attemptsAreCountedAndThePartStays() {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.cut(CONTENT, CUT))) {
            URI uri = server.uri("/net.pth");

            assertThatThrownBy(() -> downloader().fetch(known(uri)))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("Cannot download " + uri + ": the connection was cut")
                    .hasMessageContaining("; 90000 of 200000 bytes are there (3 attempts).")
                    .hasMessageContaining("To fix: run the goal again");
            assertThat(server.asked).hasSize(3);
            assertThat(entry(uri).part()).hasSize(CUT);
            assertThat(entry(uri).file()).doesNotExist();
        }
    }

    @Test
    void silenceInTheMiddleIsAnError() {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.stall(CONTENT, CUT))) {
            assertThatThrownBy(() -> impatient().fetch(known(server.uri("/net.pth"))))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("Cannot download " + server.uri("/net.pth")
                            + ": no byte came for 0.7 s; 90000 of 200000 bytes are there.");
        }
    }

    @Test
    void silenceBeforeTheHeadersIsAnError() {
        Patience brief = new Patience(Duration.ofMillis(100), STALL, 1, Duration.ZERO);
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.silence())) {
            assertThatThrownBy(() -> downloader(new Network(Optional.empty(), Proxies.none(), "test", brief))
                            .fetch(known(server.uri("/net.pth"))))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("no byte came for 0.8 s"); // the connection's time and that of silence
        }
    }

    @Test
    void interruptionLeavesThePartForTheNextRun() throws Exception {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.stall(CONTENT, CUT))) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Network patient = new Network(Optional.empty(), Proxies.none(), "test", Patience.standard());
            Thread build = new Thread(() -> {
                try {
                    downloader(patient).fetch(known(server.uri("/net.pth")));
                } catch (Throwable e) {
                    thrown.set(e);
                }
            });
            build.start();
            while (!Files.exists(entry(server.uri("/net.pth")).part())
                    || Files.size(entry(server.uri("/net.pth")).part()) < CUT) {
                Thread.sleep(10);
            }
            build.interrupt();
            build.join();

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(entry(server.uri("/net.pth")).part()).hasSize(CUT);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | 1 | correct the address",
                "403 | 1 | take an address that needs no password",
                "407 | 1 | jdk.http.auth.tunneling.disabledSchemes",
                "503 | 3 | try again later",
                "429 | 3 | try again later",
                "304 | 1 | try again later",
            })
    void statusIsNamedWithTheAddress(int status, int attempts, String fix) {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.status(status))) {
            assertThatThrownBy(() -> downloader().fetch(known(server.uri("/net.pth"))))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(
                            "Cannot download " + server.uri("/net.pth") + ": the server answered with status " + status)
                    .hasMessageContaining(fix);
            assertThat(server.asked).hasSize(attempts);
            assertThat(files()).doesNotContain("net.pth");
        }
    }

    @Test
    void unknownHostAndClosedPortAreSaidAtOnce() {
        int port;
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.status(404))) {
            port = server.port();
        }
        assertThatThrownBy(() -> downloader().fetch(known(URI.create("https://no-such-host.invalid/net.pth"))))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("https://no-such-host.invalid/net.pth: its host is not known")
                .hasMessageContaining("<proxies>");
        assertThatThrownBy(() -> downloader().fetch(known(URI.create("http://127.0.0.1:" + port + "/net.pth"))))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("no connection (");
        assertThat(log.lines).isEmpty();
    }

    @Test
    void certificateThatNobodyKnowsIsSaid() throws Exception {
        try (LoopbackServer server = LoopbackServer.secure(cache, LoopbackServer.whole(CONTENT))) {
            assertThatThrownBy(() ->
                            downloader().fetch(known(URI.create("https://127.0.0.1:" + server.port() + "/net.pth"))))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("no secure connection (")
                    .hasMessageContaining("javax.net.ssl.trustStore");
            assertThat(server.asked).isEmpty();
        }
    }
}
