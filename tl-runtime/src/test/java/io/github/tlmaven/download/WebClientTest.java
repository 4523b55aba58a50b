package io.github.tlmaven.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.failure.WeightsException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects, mirrors, proxies, and who gets a password. */
class WebClientTest extends DownloadFixture {

    private static final Credentials SECRET = new Credentials("ann", "s3cret");

    /** RFC 7617 of ann:s3cret, by coreutils' base64. */
    private static final String SECRET_HEADER = "Basic YW5uOnMzY3JldA==";

    private static final URI FAR = URI.create("http://far.example:81/models/net.pth?a=b");

    private static Network mirrored(LoopbackServer server) {
        Mirror mirror = Mirror.of(server.uri("/weights").toString(), Optional.of(SECRET));
        return new Network(Optional.of(mirror), Proxies.none(), "test", ONE_ATTEMPT);
    }

    @Test
    void redirectIsFollowed() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(
                LoopbackServer.status(302, "Location", "/elsewhere/blob"), LoopbackServer.whole(CONTENT))) {
            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path())
                    .hasBinaryContent(CONTENT)
                    .hasFileName("net.pth");
            assertThat(server.asked.get(1).target()).hasPath("/elsewhere/blob");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/net.pth", "http:net", ":"})
    void redirectToAnotherSchemeIsRefused(String location) {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.status(302, "Location", location))) {
            assertThatThrownBy(() -> downloader().fetch(known(server.uri("/net.pth"))))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining(server.uri("/net.pth") + ": is redirected to ");
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void circleOfRedirectsEnds() {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.status(301, "Location", "/net.pth"))) {
            assertThatThrownBy(() -> downloader().fetch(known(server.uri("/net.pth"))))
                    .hasMessageContaining("is redirected more than 5 times");
            assertThat(server.asked).hasSize(6);
        }
    }

    @Test
    void redirectFromHttpsToHttpIsRefused() {
        assertThatThrownBy(() -> WebClient.target(URI.create("https://a/x"), Optional.of("http://a/x")))
                .hasMessage("is redirected to http://a/x, which is not https");
        assertThatThrownBy(() -> WebClient.target(URI.create("https://a/x"), Optional.empty()))
                .hasMessage("is redirected to nowhere");
    }

    @Test
    void whereAServerSendsToIsQuotedFitForATerminal() {
        String hostile = "\u001b[2J" + "x".repeat(10_000);
        assertThatThrownBy(() -> WebClient.target(URI.create("https://a/x"), Optional.of(hostile)))
                .hasMessageStartingWith("is redirected to '\\u001b[2Jxxx")
                .hasMessageEndingWith("xxx', which is no address")
                .message()
                .hasSizeLessThan(400);
    }

    @Test
    void mirrorIsAskedByHostAndPathWithItsPassword() throws InterruptedException {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            assertThat(downloader(mirrored(server)).fetch(known(FAR)).path())
                    .isEqualTo(entry(FAR).file());

            assertThat(server.asked.get(0).target()).hasToString("/weights/far.example_81/models/net.pth?a=b");
            assertThat(server.asked.get(0).header("Authorization")).isEqualTo(SECRET_HEADER);
        }
    }

    @Test
    void passwordOfTheMirrorStaysThereWhenItRedirects() throws InterruptedException {
        try (LoopbackServer other = new LoopbackServer(LoopbackServer.whole(CONTENT));
                LoopbackServer server = new LoopbackServer(LoopbackServer.status(
                        307, "Location", other.uri("/blob").toString()))) {
            downloader(mirrored(server)).fetch(known(FAR));

            assertThat(server.asked.get(0).header("Authorization")).isEqualTo(SECRET_HEADER);
            assertThat(other.asked).hasSize(1);
            assertThat(other.asked.get(0).header("Authorization")).isNull();
        }
    }

    @Test
    void wrongPasswordIsTriedOnce() {
        try (LoopbackServer server =
                new LoopbackServer(LoopbackServer.status(401, "WWW-Authenticate", "Basic realm=\"x\""))) {
            assertThatThrownBy(() -> downloader(mirrored(server)).fetch(known(FAR)))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("status 401")
                    .hasMessageContaining("tl-weights-mirror")
                    .hasMessageNotContaining("s3cret");
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void proxyGetsTheWholeAddressAndItsPassword() throws InterruptedException {
        try (LoopbackServer proxy = new LoopbackServer(LoopbackServer.whole(CONTENT))) {
            Proxies.Server server = new Proxies.Server("127.0.0.1", proxy.port(), Optional.of(SECRET));
            Proxies proxies = uri -> uri.getHost().equals("far.example") ? Optional.of(server) : Optional.empty();

            assertThat(downloader(new Network(Optional.empty(), proxies, "test", ONE_ATTEMPT))
                            .fetch(known(FAR))
                            .path())
                    .hasBinaryContent(CONTENT);

            assertThat(proxy.asked.get(0).target()).isEqualTo(FAR);
            assertThat(proxy.asked.get(0).header("Proxy-authorization")).isEqualTo(SECRET_HEADER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mirror.example", "ftp://mirror.example/", "https:///x", "https://a b/", "https://u:p@m/"})
    void addressOfAMirrorIsChecked(String text) {
        assertThatThrownBy(() -> Mirror.of(text, Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("was '" + text + "'")
                .hasMessageContaining("<weightsMirror> (tl.weightsMirror)");
    }

    @Test
    void addressOfIpVersionSixBecomesAFolder() {
        Mirror mirror = Mirror.of("https://m/w", Optional.empty());

        assertThat(mirror.locate(URI.create("http://[::1]:8080/a%20b"))).hasToString("https://m/w/__1_8080/a%20b");
    }
}
