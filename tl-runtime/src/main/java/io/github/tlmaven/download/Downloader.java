package io.github.tlmaven.download;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.ConfigurationException;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.Mebibytes;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.FetchedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Fetches files into the user's cache. A file is there under its name only when it is whole; it is digested while it
 * comes and again each time it is handed out, for which the cache need not be writable. Processes and threads that want
 * the same file at once download it once.
 */
public final class Downloader {

    /** Between a program and its own machine nobody can change anything. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Path downloads;
    private final Network network;
    private final DownloadLog log;
    private final Transfer transfer;

    /**
     * A downloader into a folder that need not exist yet.
     *
     * @param cacheDirectory the user's cache; absolute
     */
    public Downloader(Path cacheDirectory, Network network, DownloadLog log) {
        this.downloads = cacheDirectory.resolve("downloads");
        this.network = network;
        this.log = log;
        this.transfer = new Transfer(network, log);
    }

    /**
     * The file, from the cache or from the network.
     *
     * @return with the whole digest of its content
     * @throws ConfigurationException if no digest is stated, in a message that names the one found; or if the address must
     *                                not be used
     * @throws WeightsException       if the server does not give the file, or gives another one
     * @throws DataException          if the cache cannot be read or written
     * @throws InterruptedException   if the thread was interrupted; what has arrived stays for the next run
     */
    public FetchedFile fetch(RemoteFile file) throws InterruptedException {
        CacheEntry entry = CacheEntry.of(downloads, file.uri());
        requireSecurity(file);
        Optional<FetchedFile> whole = present(file, entry, other -> {});
        return whole.isPresent() ? whole.get() : fetchAlone(file, entry);
    }

    /** Looks again once nobody else downloads the file; only then is the folder written to. */
    private FetchedFile fetchAlone(RemoteFile file, CacheEntry entry) throws InterruptedException {
        try {
            Files.createDirectories(entry.folder());
            Runnable waiting = () -> log.info("Another build downloads " + file.uri() + "; waiting for it");
            CacheLock lock = CacheLock.acquire(entry.lock(), waiting);
            try (lock) {
                Optional<FetchedFile> present = present(file, entry, other -> warn(file, entry, other));
                return present.isPresent() ? present.get() : download(file, entry);
            }
        } catch (IOException e) {
            throw Failures.cache(entry, e);
        }
    }

    /**
     * The file, if it is in the cache and not damaged. Opens no connection.
     *
     * @return with the whole digest of its content
     * @throws ConfigurationException if it is there but no digest is stated; the message names the one found
     */
    public Optional<FetchedFile> cached(RemoteFile file) {
        CacheEntry entry = CacheEntry.of(downloads, file.uri());
        return present(file, entry, other -> warn(file, entry, other));
    }

    private void requireSecurity(RemoteFile file) {
        URI uri = network.locate(file.uri());
        if (file.uri().getUserInfo() != null) {
            throw Failures.password(file.uri());
        }
        if (!RemoteFile.isScheme(uri, RemoteFile.HTTP) || LOOPBACK.contains(uri.getHost())) {
            return;
        }
        if (file.digest().isEmpty()) {
            throw Failures.insecure(uri);
        }
        if (!file.digest().get().isWhole()) {
            log.warn("Only the first digits of the digest are published for " + uri + ", which comes by http: they tell"
                    + " damage, not forgery. An address by https is better.");
        }
    }

    /**
     * The cache's file where it is the right one.
     *
     * @param other is told the digest of one that is not
     */
    private static Optional<FetchedFile> present(RemoteFile file, CacheEntry entry, Consumer<Sha256> other) {
        Optional<Sha256> found = entry.digest();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (requireStated(file, found.get()).matches(found.get())) {
            return Optional.of(new FetchedFile(entry.file(), found.get().hex()));
        }
        other.accept(found.get());
        return Optional.empty();
    }

    private void warn(RemoteFile file, CacheEntry entry, Sha256 found) {
        log.warn("The file in the cache is damaged or another one than stated: " + entry.file() + " has SHA-256 "
                + found + ", expected " + requireStated(file, found));
    }

    private static ExpectedDigest requireStated(RemoteFile file, Sha256 found) {
        return file.digest().orElseThrow(() -> Failures.unstated(file, found));
    }

    private FetchedFile download(RemoteFile file, CacheEntry entry) throws IOException, InterruptedException {
        try (PartialFile partial = PartialFile.open(entry)) {
            transfer.run(file.uri(), partial);
            Sha256 found = partial.digest();
            if (file.digest().isEmpty()) {
                partial.keep();
                throw Failures.unstated(file, found);
            }
            if (file.digest().get().matches(found)) {
                partial.keep();
                log.info("Downloaded " + entry.file() + " (" + Mebibytes.of(partial.size()) + ", SHA-256 "
                        + found.abbreviated() + "…)");
                return new FetchedFile(entry.file(), found.hex());
            }
            partial.discard();
            if (!partial.inherited()) {
                throw Failures.otherBytes(file, file.digest().get(), found);
            }
        }
        log.warn("What an earlier run left of " + file.uri() + " does not fit; downloading it from the start");
        return download(file, entry); // nothing is inherited any more
    }
}
