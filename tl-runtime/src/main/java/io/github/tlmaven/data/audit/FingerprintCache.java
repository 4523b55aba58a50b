package io.github.tlmaven.data.audit;

import io.github.tlmaven.data.Decoder;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fingerprints of pictures in the user's cache, by the digest of the picture's file. A file of the cache holds some of
 * them and is named by the digest of its content; it is written whole or not at all and never changed, so several
 * builds can read and write at the same time. A damaged one is dropped with a warning.
 */
final class FingerprintCache {

    /** Rises when a fingerprint is made in another way. */
    private static final String VERSION = "fingerprint-1";

    private static final String SUFFIX = ".tlp";
    private static final int ROW = Sha256.BYTES + Fingerprint.BYTES;

    private final Path folder;
    private final Log log;

    FingerprintCache(Path cacheDirectory, Log log) {
        Sha256 version = Sha256.builder().add(Decoder.VERSION).add(VERSION).build();
        this.folder = cacheDirectory.resolve("fingerprints").resolve(version.abbreviated());
        this.log = log;
    }

    /** What is there of the pictures that are wanted. */
    Map<Sha256, Fingerprint> read(Set<Sha256> wanted) {
        Map<Sha256, Fingerprint> found = new LinkedHashMap<>();
        try {
            for (Path file : files()) {
                read(file, wanted, found);
            }
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read stored fingerprints in " + folder + ": " + e.getMessage(),
                    "make the folder readable, or name another one with <cacheDirectory> (tl.cacheDirectory).",
                    e);
        }
        return found;
    }

    /** Keeps fingerprints for later builds. */
    void add(Map<Sha256, Fingerprint> prints) {
        ByteBuffer bytes = ByteBuffer.allocate(prints.size() * ROW);
        prints.forEach((picture, print) -> {
            bytes.put(picture.toBytes());
            print.put(bytes);
        });
        byte[] content = bytes.array();
        AtomicFile.write(
                folder.resolve(Sha256.of(content).hex() + SUFFIX), temporary -> Files.write(temporary, content));
    }

    private void read(Path file, Set<Sha256> wanted, Map<Sha256, Fingerprint> found) throws IOException {
        ByteBuffer bytes;
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            bytes = in.map(FileChannel.MapMode.READ_ONLY, 0, in.size());
        } catch (NoSuchFileException e) {
            return; // another build found it damaged, too, and was faster
        }
        String digest = Sha256.builder().add(bytes.duplicate()).build().hex();
        if (!file.getFileName().toString().equals(digest + SUFFIX) || bytes.remaining() % ROW != 0) {
            log.warn("Stored fingerprints are damaged and are computed again: " + file);
            Files.deleteIfExists(file);
            return;
        }
        byte[] key = new byte[Sha256.BYTES];
        while (bytes.hasRemaining()) {
            bytes.get(key);
            Sha256 picture = Sha256.fromBytes(key);
            if (wanted.contains(picture) && !found.containsKey(picture)) {
                found.put(picture, Fingerprint.get(bytes));
            } else {
                bytes.position(bytes.position() + Fingerprint.BYTES);
            }
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
