package io.github.tlmaven.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlmaven.data.archive.DatasetArchives.Unpacked;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetArchivesTest {

    @TempDir
    private Path folder;

    /** A zip under construction; names and bits are taken as they are. */
    private interface Content {
        void write(ZipArchiveOutputStream zip) throws IOException;
    }

    private Path zip(Content content) {
        Path file = folder.resolve("data.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            content.write(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static void entry(ZipArchiveOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(bytes);
        zip.closeArchiveEntry();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path plain() {
        return zip(zip -> {
            entry(zip, "cat/", new byte[0]);
            entry(zip, "cat/\uD83D\uDE00 \u00fc,\n\".jpg", bytes("one"));
            entry(zip, "dog/2.jpg", bytes("two"));
        });
    }

    private DatasetArchives archives() {
        return new DatasetArchives(folder.resolve("cache"));
    }

    private String failure(Path zip) {
        DataException thrown =
                catchThrowableOfType(DataException.class, () -> archives().open(zip, Optional.empty()));
        assertThat(thrown).isNotNull();
        assertThat(names(folder.resolve("cache/datasets"))).isEmpty();
        return String.valueOf(thrown.getMessage());
    }

    private static List<String> names(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesAreUnpackedOnceUnderTheDigestOfTheZip() {
        Path zip = plain();
        Unpacked first = archives().open(zip, Optional.of(Sha256.of(zip).hex()));
        assertThat(first.fresh()).isTrue();
        assertThat(first.root()).hasFileName(Sha256.of(zip).hex());
        assertThat(first.root().resolve("cat/\uD83D\uDE00 \u00fc,\n\".jpg")).hasContent("one");
        assertThat(first.root().resolve("dog/2.jpg")).hasContent("two");
        assertThat(archives().open(zip, Optional.empty())).isEqualTo(new Unpacked(first.root(), first.digest(), false));
        assertThat(names(folder.resolve("cache/datasets"))).hasSize(1);
    }

    @Test
    void whatSomebodyRemovedFromTheCacheIsUnpackedAgain() throws IOException {
        Path zip = plain();
        Path root = archives().open(zip, Optional.empty()).root();
        Files.delete(root.resolve("dog/2.jpg"));
        assertThat(archives().open(zip, Optional.empty()).fresh()).isTrue();
        Files.write(root.resolve("dog/2.jpg"), bytes("shorter or longer"));
        assertThat(archives().open(zip, Optional.empty()).fresh()).isTrue();
        assertThat(root.resolve("dog/2.jpg")).hasContent("two");
        assertThat(names(folder.resolve("cache/datasets"))).hasSize(1);
    }

    @Test
    void buildsAtTheSameTimeGetTheSameFolder() throws InterruptedException, ExecutionException {
        Path zip = plain();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            List<Future<Unpacked>> futures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                futures.add(executor.submit(() -> archives().open(zip, Optional.empty())));
            }
            for (Future<Unpacked> future : futures) {
                assertThat(future.get().root().resolve("dog/2.jpg")).hasContent("two");
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(names(folder.resolve("cache/datasets"))).hasSize(1);
    }

    @Test
    void anotherFileThanStatedIsRefused() {
        Path zip = plain();
        DataException thrown =
                catchThrowableOfType(DataException.class, () -> archives().open(zip, Optional.of("0".repeat(64))));
        assertThat(thrown)
                .hasMessageContaining("another file than <sha256> states")
                .hasMessageContaining(Sha256.of(zip).hex());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "../evil.jpg | '../evil.jpg' leads out of the archive",
                "cat/../../evil.jpg | leads out of the archive",
                "/etc/evil.jpg | '/etc/evil.jpg' is an absolute path",
                "C:evil.jpg | is an absolute path",
                "cat/..\\..\\evil.jpg | has a backslash",
                "dog/2.jpg | 'dog/2.jpg' stands in it twice",
            })
    void namesThatWouldWriteElsewhereAreRefused(String name, String expected) {
        Path zip = zip(out -> {
            entry(out, "dog/2.jpg", bytes("x"));
            entry(out, name, bytes("x"));
        });
        assertThat(failure(zip)).contains(expected);
        assertThat(folder.resolve("evil.jpg")).doesNotExist();
        assertThat(folder.resolve("cache/evil.jpg")).doesNotExist();
    }

    @Test
    void symbolicLinksAreRefusedWhereverTheyLead() {
        Path zip = zip(out -> {
            ZipArchiveEntry link = new ZipArchiveEntry("cat/link.jpg");
            link.setUnixMode(UnixStat.LINK_FLAG | 0777);
            out.putArchiveEntry(link);
            out.write(bytes("/etc/hostname"));
            out.closeArchiveEntry();
        });
        assertThat(failure(zip)).contains("'cat/link.jpg' is a symbolic link");
    }

    @Test
    void aBombIsRefusedBeforeItUnfolds() {
        byte[] zeros = new byte[1 << 20];
        Path zip = zip(out -> {
            out.putArchiveEntry(new ZipArchiveEntry("cat/zeros.bmp"));
            for (int i = 0; i < 80; i++) {
                out.write(zeros);
            }
            out.closeArchiveEntry();
        });
        assertThat(failure(zip)).contains("unfold to " + (80L << 20) + " bytes; at most " + ZipCheck.ALWAYS_ALLOWED);
    }

    /** The directory at the zip's end is where lengths are taken from; the data need not agree. */
    @Test
    void anEntryThatUnfoldsToMoreThanItSaysIsRefused() throws IOException {
        Path zip = zip(out -> entry(out, "cat/zeros.bmp", new byte[5000]));
        byte[] bytes = Files.readAllBytes(zip);
        int header = lastIndexOf(bytes, new byte[] {'P', 'K', 1, 2});
        int sizeAt = header + 24;
        bytes[sizeAt] = 1;
        bytes[sizeAt + 1] = 0;
        Files.write(zip, bytes);
        assertThat(failure(zip)).contains("'cat/zeros.bmp' unfolds to more than it says");
    }

    @Test
    void aDamagedEntryIsNamed() throws IOException {
        Path zip = zip(out -> {
            out.setMethod(ZipArchiveOutputStream.STORED);
            ZipArchiveEntry entry = new ZipArchiveEntry("cat/1.jpg");
            byte[] content = bytes("a picture");
            entry.setSize(content.length);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        });
        byte[] bytes = Files.readAllBytes(zip);
        bytes[lastIndexOf(bytes, bytes("picture"))] ^= 1;
        Files.write(zip, bytes);
        assertThat(failure(zip)).contains("'cat/1.jpg' is cut or damaged");
    }

    private static int lastIndexOf(byte[] bytes, byte[] wanted) {
        for (int at = bytes.length - wanted.length; at >= 0; at--) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("not found");
    }

    @Test
    void aFileThatIsNoZipAndOneThatIsMissingAreSaid() throws IOException {
        assertThat(failure(folder.resolve("none.zip"))).contains("none.zip is missing");
        assertThat(failure(Files.write(folder.resolve("text.zip"), bytes("hello"))))
                .contains("Cannot unpack");
        Path zip = plain();
        byte[] bytes = Files.readAllBytes(zip);
        try (OutputStream out = Files.newOutputStream(zip)) {
            out.write(bytes, 0, bytes.length / 2);
        }
        assertThat(failure(zip)).contains("Cannot unpack");
    }

    @Test
    void ofManyProblemsTheFirstAreShown() {
        Path zip = zip(out -> {
            for (int i = 0; i < 100; i++) {
                entry(out, "../" + i, new byte[0]);
            }
        });
        assertThat(failure(zip)).contains("'../0'").contains("and " + (100 - ZipCheck.SHOWN) + " more");
    }
}
