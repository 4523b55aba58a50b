package io.github.tlmaven.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.tlmaven.TestLog;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several builds on one folder, and damage to its files. */
class StoredSpaceTest {

    private static final Sha256 A = Sha256.of("a");
    private static final Sha256 B = Sha256.of("b");
    private static final Sha256 C = Sha256.of("c");

    @TempDir
    private Path folder;

    private final TestLog log = new TestLog();

    private StoredSpace open() {
        return open(log::warn);
    }

    private StoredSpace open(Consumer<String> warnings) {
        StoredSpace space = new StoredSpace(folder, SpaceDescription.UNKNOWN, warnings);
        space.refresh();
        return space;
    }

    /** Rows that hold the first character of what their keys are made of. */
    private static void add(StoredSpace space, Sha256... keys) {
        FloatBuffer values = FloatBuffer.allocate(keys.length);
        for (Sha256 key : keys) {
            values.put(value(key));
        }
        space.add(List.of(1L), List.of(keys), values.flip());
    }

    private static float value(Sha256 key) {
        return List.of(A, B, C).indexOf(key);
    }

    private static boolean contains(StoredSpace space, Sha256 key) {
        return space.find(key) != StoredSpace.ABSENT;
    }

    private static void assertHolds(StoredSpace space, Sha256... keys) {
        StoredRows rows = space.rows(Stream.of(keys).mapToLong(space::find).toArray());
        for (int i = 0; i < keys.length; i++) {
            FloatBuffer row = FloatBuffer.allocate(1);
            rows.copy(i, row);
            assertThat(row.get(0)).isEqualTo(value(keys[i]));
        }
    }

    @Test
    void eachFindsWhatTheOtherAdded() {
        StoredSpace one = open();
        StoredSpace other = open();
        add(one, A, B);
        add(other, B, C);
        one.refresh();
        other.refresh();
        assertHolds(one, A, C);
        assertHolds(other, C, A, B);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void openingReadsNoMoreThanTheHead() throws IOException {
        add(open(), A);
        byte[] bytes = Files.readAllBytes(files().get(0));
        bytes[bytes.length - 1] ^= 1;
        Files.write(files().get(0), bytes);
        StoredSpace space = open();
        assertThat(log.warnings()).isEmpty();
        assertThat(contains(space, B)).isFalse();
        assertThat(log.warnings()).isEmpty();
        assertThat(contains(space, A)).isFalse();
        assertThat(log.warnings()).singleElement().asString().contains("damaged");
        assertThat(StoredSpace.chunks(folder)).isEmpty();
    }

    @Test
    void whatWasFoundStaysReadableWhenItsFileIsGone() {
        add(open(), A, B);
        StoredSpace space = open();
        assertThat(contains(space, A)).isTrue();
        files().forEach(StoredSpaceTest::delete);
        assertHolds(space, B, A);
    }

    @Test
    void refreshingReadsNoFileTwice() throws IOException {
        StoredSpace space = open();
        add(space, A);
        Files.write(files().get(0), new byte[] {1}); // would be warned of
        add(open(new TestLog()::warn), B);
        space.refresh();
        assertThat(contains(space, B)).isTrue();
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void onlyTheDamagedFileIsDropped() throws IOException {
        add(open(), A);
        Path damaged = files().get(0);
        add(open(), B, C);
        Files.write(damaged, new byte[] {1});
        StoredSpace space = open();
        assertThat(contains(space, A)).isFalse();
        assertHolds(space, B, C);
        assertThat(damaged).doesNotExist();
        assertThat(log.warnings()).singleElement().asString().contains(damaged.toString());
    }

    @Test
    void aRowOfADamagedFileIsFoundWhereItIsAddedAgain() throws IOException {
        add(open(), A, B);
        byte[] bytes = Files.readAllBytes(files().get(0));
        bytes[bytes.length / 2] ^= 1;
        Files.write(files().get(0), bytes);
        StoredSpace space = open();
        assertThat(contains(space, A)).isFalse();
        add(space, A);
        add(open(), B);
        space.refresh();
        assertHolds(space, A, B);
    }

    /** The other build acts between the listing of the folder and the reading of its second file. */
    @Test
    void aDamagedFileThatAnotherBuildHasRemovedIsNoFailure() throws IOException {
        add(open(), A);
        add(open(), B);
        for (Path file : files()) {
            Files.write(file, new byte[] {1});
        }
        StoredSpace space = open(line -> files().forEach(StoredSpaceTest::delete));
        assertThat(contains(space, A) || contains(space, B)).isFalse();
    }

    @Test
    void aFileThatIsGoneWhenItIsAskedForHoldsNothing() {
        add(open(), A);
        StoredSpace space = open();
        files().forEach(StoredSpaceTest::delete);
        assertThat(contains(space, A)).isFalse();
        assertThat(log.warnings()).isEmpty();
    }

    /** {@code -Dtl.smallDisk} names a folder on a file system of 1 to 16 MiB. */
    @Test
    void onAFullDiskTheFixIsNamedAndNothingIsLeftUnfinished() throws IOException {
        String disk = System.getProperty("tl.smallDisk", "");
        assumeTrue(!disk.isEmpty(), "no small file system is named by -Dtl.smallDisk");
        Path small = Files.createTempDirectory(Path.of(disk), "full").resolve("space");
        StoredSpace space = new StoredSpace(small, SpaceDescription.UNKNOWN, log::warn);
        add(space, A);
        List<Path> before = files(small);
        long room = Files.getFileStore(small).getUsableSpace();
        FloatBuffer much = FloatBuffer.allocate((int) (room / Float.BYTES) + 1);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> space.add(List.of((long) much.capacity()), List.of(B), much))
                .withMessageContaining(small.toString())
                .withMessageContaining("No space left on device")
                .withMessageContaining("<cacheDirectory>");
        assertThat(files(small)).isEqualTo(before);
        assertHolds(space, A);
        add(space, C);
        assertHolds(space, C, A);
        files(small).forEach(StoredSpaceTest::delete);
        Files.delete(small);
        Files.delete(small.getParent());
    }

    private List<Path> files() {
        return files(folder);
    }

    private static List<Path> files(Path place) {
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
