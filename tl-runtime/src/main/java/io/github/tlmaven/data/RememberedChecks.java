package io.github.tlmaven.data;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.spec.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A check that is made once for each content of a file, and remembered in the user's cache: every file is read and
 * digested whenever a dataset is read, and decoded only when its digest is new to this version of the decoder and this
 * largest size of pictures.
 *
 * <p>What a build has found is written as a file of its own, whole or not at all, so builds do not disturb each other. A
 * file holds digests and the digest of them; one that is damaged is removed, and its pictures are decoded again. Pictures
 * that cannot be used are not remembered: their reasons are wanted each time.
 */
public final class RememberedChecks implements PictureCheck {

    /** From so many files on they are joined to one. */
    private static final int MOST_FILES = 16;

    private static final String ENDING = ".checked";

    private final PictureCheck check;
    private final Path folder;
    private final Set<Sha256> known = new HashSet<>();
    private final Set<Sha256> found = ConcurrentHashMap.newKeySet();
    private final List<Path> files = new ArrayList<>();

    private RememberedChecks(PictureCheck check, Path folder) {
        this.check = check;
        this.folder = folder;
    }

    /**
     * Remembers which pictures can be decoded. Another limit knows nothing, since a lower one refuses pictures that a
     * higher one has let pass.
     *
     * @param maxPixels columns × rows of the largest picture that can be used
     * @param cache     shared by projects; need not exist
     * @param seen      gets the pixels of what has to be decoded, from several threads
     */
    public static RememberedChecks decoding(int maxPixels, Path cache, BiConsumer<Sha256, RgbImage> seen) {
        return open(PictureCheck.decode(maxPixels, seen), Decoder.VERSION + " maxPixels " + maxPixels, cache);
    }

    /**
     * Reads what earlier builds found.
     *
     * @param check   made where nothing is known
     * @param version of the check; another one knows nothing
     * @param cache   shared by projects; need not exist
     */
    static RememberedChecks open(PictureCheck check, String version, Path cache) {
        Path folder = cache.resolve("checks").resolve(Sha256.of(version).abbreviated());
        RememberedChecks remembered = new RememberedChecks(check, folder);
        remembered.read();
        return remembered;
    }

    @Override
    public void check(Sha256 digest, byte[] file) throws CorruptPictureException {
        if (!known.contains(digest)) {
            check.check(digest, file);
            found.add(digest);
        }
    }

    /** Pictures that were decoded since the cache was read, and can be used. */
    public int decoded() {
        return found.size();
    }

    /**
     * Keeps what was found for later builds.
     *
     * @throws io.github.tlmaven.failure.DataException if the cache cannot be written
     */
    public void save() {
        if (found.isEmpty()) {
            return;
        }
        List<Sha256> digests = new ArrayList<>(found);
        boolean join = files.size() >= MOST_FILES;
        if (join) {
            digests.addAll(known);
        }
        digests.sort(null);
        ByteBuffer content = ByteBuffer.allocate((digests.size() + 1) * Sha256.BYTES);
        digests.forEach(digest -> content.put(digest.toBytes()));
        byte[] listed = Arrays.copyOf(content.array(), content.position());
        content.put(Sha256.of(listed).toBytes());
        AtomicFile.write(folder.resolve(UUID.randomUUID() + ENDING), part -> Files.write(part, content.array()));
        if (join) {
            files.forEach(RememberedChecks::remove);
        }
    }

    private void read() {
        try (Stream<Path> entries = Files.list(folder)) {
            files.addAll(entries.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            return; // nothing was found yet; a cache that cannot be read is told of when it is written
        }
        for (Path file : List.copyOf(files)) {
            try {
                if (!add(Files.readAllBytes(file))) {
                    remove(file);
                }
            } catch (NoSuchFileException e) {
                files.remove(file); // another build joined it with others
            } catch (IOException e) {
                remove(file);
            }
        }
    }

    private boolean add(byte[] content) {
        int listed = content.length - Sha256.BYTES;
        if (listed < 0 || listed % Sha256.BYTES != 0) {
            return false;
        }
        Sha256 stated = Sha256.fromBytes(Arrays.copyOfRange(content, listed, content.length));
        if (!stated.equals(Sha256.of(Arrays.copyOf(content, listed)))) {
            return false;
        }
        for (int at = 0; at < listed; at += Sha256.BYTES) {
            known.add(Sha256.fromBytes(Arrays.copyOfRange(content, at, at + Sha256.BYTES)));
        }
        return true;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) { // it is read again, and found damaged or joined again
        }
    }
}
