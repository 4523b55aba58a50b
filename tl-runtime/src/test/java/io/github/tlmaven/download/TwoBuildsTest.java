package io.github.tlmaven.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Builds that want one file at once. */
class TwoBuildsTest extends DownloadFixture {

    private static final int BUILDS = 4;

    /** Long enough for the others to come while the first downloads. */
    private static final LoopbackServer.Answer SLOW = exchange -> {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT, 0, CONTENT.length / 2);
        exchange.getResponseBody().flush();
        try {
            Thread.sleep(400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseBody().write(CONTENT, CONTENT.length / 2, CONTENT.length - CONTENT.length / 2);
    };

    @Test
    void threadsDownloadItOnce() throws Exception {
        try (LoopbackServer server = new LoopbackServer(SLOW)) {
            RemoteFile file = known(server.uri("/net.pth"));
            ExecutorService threads = Executors.newFixedThreadPool(BUILDS);
            try {
                List<Callable<Path>> builds = new ArrayList<>();
                for (int i = 0; i < BUILDS; i++) {
                    builds.add(() -> downloader().fetch(file).path());
                }
                for (Future<Path> path : threads.invokeAll(builds)) {
                    assertThat(path.get()).hasBinaryContent(CONTENT);
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void processesDownloadItOnce() throws Exception {
        try (LoopbackServer server = new LoopbackServer(SLOW)) {
            List<Process> builds = List.of(start(server.uri("/net.pth")), start(server.uri("/net.pth")));
            for (Process build : builds) {
                String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(build.waitFor()).as(output).isZero();
                assertThat(output).contains("fetched " + DIGEST);
            }
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void holderThatWasKilledHoldsNobodyUp() throws Exception {
        try (LoopbackServer server = new LoopbackServer(LoopbackServer.silence(), LoopbackServer.whole(CONTENT))) {
            Process first = start(server.uri("/net.pth"));
            while (server.asked.isEmpty()) {
                Thread.sleep(10);
            }
            first.destroyForcibly().waitFor();

            assertThat(downloader().fetch(known(server.uri("/net.pth"))).path()).hasBinaryContent(CONTENT);
        }
    }

    private Process start(URI uri) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Build.class.getName(),
                        cache.toString(),
                        uri.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** Another process that wants the file. */
    static final class Build {

        private Build() {}

        /** The cache's folder and the address. */
        public static void main(String[] arguments) throws InterruptedException {
            Network network = new Network(Optional.empty(), Proxies.none(), "test", Patience.standard());
            Downloader downloader = new Downloader(Path.of(arguments[0]), network, new RecordingLog());
            System.out.println("fetched "
                    + downloader.fetch(known(URI.create(arguments[1]))).sha256());
        }
    }
}
