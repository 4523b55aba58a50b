package io.github.tlmaven.download;

import io.github.tlmaven.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A cache in a temporary folder, and a file to download into it. */
abstract class DownloadFixture {

    /** More than the JDK's client reads in one piece (16 KiB), so that a cut lies between pieces. */
    static final byte[] CONTENT = new byte[200_000];

    static final Sha256 DIGEST;
    static final String ETAG = "\"v1\"";

    static {
        new Random(4).nextBytes(CONTENT);
        DIGEST = Sha256.of(CONTENT);
    }

    /** Short, so that tests of silence are; long against a loopback's answer on a busy machine. */
    static final Duration STALL = Duration.ofMillis(700);

    static final Patience ONE_ATTEMPT = new Patience(Duration.ofSeconds(5), STALL, 1, Duration.ZERO);
    static final Patience THREE_ATTEMPTS = new Patience(Duration.ofSeconds(5), STALL, 3, Duration.ofMillis(1));

    @TempDir
    Path cache;

    final RecordingLog log = new RecordingLog();

    Downloader downloader() {
        return downloader(new Network(Optional.empty(), Proxies.none(), "test", THREE_ATTEMPTS));
    }

    Downloader downloader(Network network) {
        return new Downloader(cache, network, log);
    }

    static RemoteFile known(URI uri) {
        return RemoteFile.of(uri, DIGEST.hex());
    }

    CacheEntry entry(URI uri) {
        return CacheEntry.of(cache.resolve("downloads"), uri);
    }

    /** Names of the files in the cache that are no locks. */
    List<String> files() {
        try (Stream<Path> paths = Files.walk(cache)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
