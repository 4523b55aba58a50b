package io.github.tlmaven.data.archive;

import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.failure.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks zips into the user's cache, each into a folder that is named by the file's digest. A folder appears under its
 * name when it is whole, so builds may do the same at the same time, and one that is killed leaves nothing that counts.
 */
public final class DatasetArchives {

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;

    /**
     * Archives in a cache.
     *
     * @param cache shared by projects; need not exist
     */
    public DatasetArchives(Path cache) {
        this.folder = cache.resolve("datasets");
    }

    /**
     * An archive on this machine.
     *
     * @param root   folder with its files
     * @param digest of the zip
     * @param fresh  whether it was unpacked now, and not found as it was left
     */
    public record Unpacked(Path root, Sha256 digest, boolean fresh) {}

    /**
     * The files of a zip, unpacked unless they are there already, all of them and with their lengths.
     *
     * @param sha256 digest that the file must have, if one is asked for
     * @throws DataException if the file is missing, another one than asked for, damaged or dangerous; names what
     */
    public Unpacked open(Path zip, Optional<String> sha256) {
        if (!Files.isRegularFile(zip)) {
            throw new DataException(
                    "The dataset's archive " + zip + (Files.exists(zip) ? " is no file." : " is missing."),
                    "correct <zip>, or put the file there.");
        }
        Sha256 digest = Sha256.of(zip);
        if (sha256.isPresent() && !sha256.get().equals(digest.hex())) {
            throw new DataException(
                    "The dataset's archive " + zip + " is another file than <sha256> states: it has SHA-256 " + digest
                            + ", expected " + sha256.get() + ".",
                    "correct <sha256> if you trust the file, else take the right file.");
        }
        Path root = folder.resolve(digest.hex());
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            List<ZipArchiveEntry> entries = Collections.list(file.getEntries());
            List<String> problems = ZipCheck.problems(entries, Files.size(zip));
            if (!problems.isEmpty()) {
                throw dangerous(zip, problems);
            }
            boolean fresh = !isWhole(root, entries);
            if (fresh) {
                unpack(file, entries, root, zip);
            }
            return new Unpacked(root, digest, fresh);
        } catch (IOException | InvalidPathException e) {
            throw new DataException(
                    "Cannot unpack the dataset's archive " + zip + " into " + folder + ": "
                            + Excerpt.line(e.toString()),
                    "see that the file is a whole zip, the cache writable, and the disk not full.",
                    e);
        }
    }

    private static DataException dangerous(Path zip, List<String> problems) {
        String bullet = System.lineSeparator() + "  - ";
        return new DataException(
                "The dataset's archive " + zip + " cannot be used:" + bullet + String.join(bullet, problems),
                "make it again from plain files, with paths inside of it, each once.");
    }

    /** Somebody may have removed files of the cache one by one. */
    private static boolean isWhole(Path root, List<ZipArchiveEntry> entries) throws IOException {
        if (!Files.isDirectory(root)) {
            return false;
        }
        for (ZipArchiveEntry entry : entries) {
            Path file = root.resolve(entry.getName());
            if (!entry.isDirectory() && (!Files.isRegularFile(file) || Files.size(file) != entry.getSize())) {
                return false;
            }
        }
        return true;
    }

    private void unpack(ZipFile file, List<ZipArchiveEntry> entries, Path root, Path zip) throws IOException {
        Files.createDirectories(folder);
        requireRoom(entries);
        Path aside = folder.resolve("." + root.getFileName() + "-" + UUID.randomUUID());
        try {
            Files.createDirectory(aside);
            long left = ZipCheck.allowed(Files.size(zip));
            for (ZipArchiveEntry entry : entries) {
                left -= write(file, entry, aside.resolve(entry.getName()), left);
            }
            publish(aside, root, entries);
        } finally {
            remove(aside);
        }
    }

    private void requireRoom(List<ZipArchiveEntry> entries) throws IOException {
        long needed = entries.stream()
                .mapToLong(entry -> Math.max(0, entry.getSize()))
                .sum();
        FileStore store = Files.getFileStore(folder);
        if (store.getUsableSpace() < needed) {
            throw new IOException("its files need " + needed + " bytes, and " + store.getUsableSpace() + " are free");
        }
    }

    /** Writes an entry and gives its length; what the directory says of lengths need not be true. */
    private static long write(ZipFile file, ZipArchiveEntry entry, Path target, long allowed) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return 0;
        }
        Files.createDirectories(target.resolveSibling("."));
        long written = 0;
        CRC32 checksum = new CRC32();
        try (InputStream in = file.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                written += n;
                if (written > allowed || written > entry.getSize()) {
                    throw new IOException("'" + Excerpt.line(entry.getName()) + "' unfolds to more than it says");
                }
                out.write(buffer, 0, n);
                checksum.update(buffer, 0, n);
            }
        }
        if (written != entry.getSize() || checksum.getValue() != entry.getCrc()) {
            throw new IOException("'" + Excerpt.line(entry.getName()) + "' is cut or damaged");
        }
        return written;
    }

    /** Gives a folder its name; where another build was faster, its folder serves. */
    private static void publish(Path aside, Path root, List<ZipArchiveEntry> entries) throws IOException {
        if (Files.exists(root) && !isWhole(root, entries)) {
            Path damaged = aside.resolveSibling(aside.getFileName() + "-damaged");
            Files.move(root, damaged, StandardCopyOption.ATOMIC_MOVE);
            remove(damaged);
        }
        try {
            Files.move(aside, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!isWhole(root, entries)) {
                throw e;
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
