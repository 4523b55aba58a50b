package io.github.tlmaven.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.train.Checkpoint;
import io.github.tlmaven.train.EpochResult;
import io.github.tlmaven.train.Progress;
import io.github.tlmaven.train.StageAudit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints on disk: what is read is what was written, or else it is not read at all. */
@Tag("engine")
class CheckpointFilesTest {

    /** Numbers that decimals or arithmetic would lose. */
    private static final float[] VALUES = {-0.0f, Float.MIN_VALUE, 1 / 3f, Float.MAX_VALUE};

    private static final Sha256 DIGEST = Sha256.of("digest");
    private static final StageAudit STAGE =
            new StageAudit("head", 2, 3, DIGEST, 4, 4, 0, List.of(new StageAudit.Group("classifier", 1e-3, 1 / 3.0)));
    private static final CellState CELL =
            new CellState(Map.of("training.epochs", "12", "seed", "1"), List.of(STAGE.named("warm-start")), 1 / 7.0);

    private static EngineSession session;
    private static NDManager manager;

    @TempDir
    private Path base;

    private final TestLog log = new TestLog();
    private Path folder;

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        manager = session.newManager();
    }

    @AfterAll
    static void close() {
        manager.close();
        session.close();
    }

    @BeforeEach
    void folder() {
        folder = base.resolve("checkpoint");
    }

    private CheckpointFiles files(Path place) {
        return new CheckpointFiles(place, "[x seed 1]", log);
    }

    /** A small state after so many epochs and one step. */
    private static Checkpoint state(int epochs) {
        List<EpochResult> results = IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> new EpochResult(epoch, "head", 1e-3 / epoch, 1.1 * epoch, 0.7, 1 / 3.0))
                .toList();
        Progress progress = new Progress(
                results,
                new Progress.Partial(1, 3, 0.1 + 0.2, 4),
                Map.of("w", 3 * epochs + 1),
                new Progress.Audited(Map.of("w", DIGEST), List.of(STAGE), 2),
                Map.of("w", new Progress.Sum(1e-3, 0.1, 4, 1)));
        return new Checkpoint(
                Map.of("w", array(epochs)),
                Map.of("first:w", array(2)),
                Map.of("w", array(3)),
                Map.of("w", array(4)),
                progress);
    }

    private static NDArray array(int factor) {
        float[] values = VALUES.clone();
        values[2] *= factor;
        return manager.create(values, new Shape(2, 2));
    }

    private static void assertHolds(Optional<StoredCheckpoint> found, int epochs) {
        assertThat(found).isPresent();
        try (StoredCheckpoint stored = found.get();
                NDManager owner = session.newManager()) {
            assertThat(stored.cell()).isEqualTo(CELL);
            Checkpoint read = stored.load(owner);
            Checkpoint written = state(epochs);
            assertThat(read.progress()).isEqualTo(written.progress());
            assertEqual(read.trained(), written.trained());
            assertEqual(read.moments(), written.moments());
            assertEqual(read.averages(), written.averages());
            assertEqual(read.best(), written.best());
        }
    }

    private static void assertEqual(Map<String, NDArray> some, Map<String, NDArray> others) {
        assertThat(some.keySet()).isEqualTo(others.keySet());
        others.forEach((name, array) -> {
            NDArray read = Objects.requireNonNull(some.get(name), name);
            assertThat(read.getShape()).isEqualTo(array.getShape());
            assertThat(bits(read)).as(name).isEqualTo(bits(array));
        });
    }

    private static byte[] bits(NDArray array) {
        byte[] bytes = new byte[Math.toIntExact(array.size()) * Float.BYTES];
        array.toByteBuffer().get(bytes);
        return bytes;
    }

    private static List<Path> list(Path place) {
        try (Stream<Path> all = Files.list(place)) {
            return all.sorted(Comparator.comparing(Path::toString)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void newestIsReadToTheBit() {
        for (int epochs = 1; epochs <= 11; epochs++) { // ten and more sort after nine
            files(folder).write(state(epochs), CELL);
        }
        assertHolds(files(folder).newest(), 11);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void twoAreKept() {
        CheckpointFiles files = files(folder);
        for (int epochs = 1; epochs <= 3; epochs++) {
            files.write(state(epochs), CELL);
        }
        assertThat(list(folder)).hasSize(2);
        files.remove();
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatWasLeftUnfinishedGoes() throws IOException {
        files(folder).write(state(1), CELL);
        Files.writeString(folder.resolve(".new-1.part"), "cut");
        assertHolds(files(folder).newest(), 1);
        assertThat(list(folder)).hasSize(1);
    }

    @Test
    void oneIsNoWholeOneWithAnyByteChangedOrMissing() throws IOException {
        CheckpointFiles files = files(folder);
        files.write(state(1), CELL);
        Path older = list(folder).get(0);
        files.write(state(2), CELL);
        Path newer = list(folder).stream()
                .filter(file -> !file.equals(older))
                .findFirst()
                .orElseThrow();
        byte[] whole = Files.readAllBytes(newer);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % Byte.SIZE);
            Files.write(newer, changed);
            assertFallsBack(newer);
            Files.write(newer, Arrays.copyOf(whole, at));
            assertFallsBack(newer);
        }
    }

    private void assertFallsBack(Path damaged) {
        TestLog own = new TestLog();
        Optional<StoredCheckpoint> found = new CheckpointFiles(folder, "[x seed 1]", own).newest();
        assertThat(found).isPresent();
        found.get().close();
        assertThat(found.get().progress().results()).hasSize(1);
        assertThat(own.warnings()).hasSize(1);
        assertThat(own.warnings().get(0))
                .startsWith("[x seed 1] cannot use the checkpoint " + damaged)
                .contains("expected SHA-256", "found");
    }

    @Test
    void twoDamagedOnesAreSaidAndTheTrainingBeginsAnew() throws IOException {
        CheckpointFiles files = files(folder);
        files.write(state(1), CELL);
        files.write(state(2), CELL);
        for (Path file : list(folder)) {
            Files.writeString(file, "");
        }
        assertThat(files.newest()).isEmpty();
        assertThat(log.warnings()).hasSize(3).last().asString().endsWith("and is trained anew");
    }

    /** The digest is right, but the content is no checkpoint. */
    @Test
    void aWholeFileOfAnotherFormIsNotUsed() throws IOException {
        Files.createDirectories(folder);
        for (String text : List.of("", "{}", "no safetensors at all")) {
            Path file = folder.resolve("checkpoint-1-" + Sha256.of(text) + ".safetensors");
            Files.writeString(file, text);
            assertThat(files(folder).newest()).isEmpty();
            Files.delete(file);
        }
        assertThat(log.warnings()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tl-checkpoint-0", "tl-checkpoint-2"})
    void aFileOfAnotherVersionIsNotUsedAndSaysSo(String format) throws IOException {
        String header = "{\"__metadata__\":{\"format\":\"" + format + "\"}}";
        ByteBuffer content = ByteBuffer.allocate(Long.BYTES + header.length()).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(folder);
        Path unnamed = Files.write(folder.resolve("unnamed"), content.array());
        Files.move(unnamed, folder.resolve("checkpoint-1-" + Sha256.of(unnamed) + ".safetensors"));
        assertThat(files(folder).newest()).isEmpty();
        assertThat(log.warnings())
                .first()
                .asString()
                .contains("is of another version of the plugin: its format is " + format
                        + ", this version reads tl-checkpoint-1.");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidOnce() throws IOException {
        Files.writeString(folder, "in the way");
        CheckpointFiles files = files(folder);
        assertThat(files.newest()).isEmpty();
        files.write(state(1), CELL);
        files.write(state(2), CELL);
        files.remove();
        assertThat(log.warnings()).hasSize(1);
        assertThat(log.warnings().get(0))
                .contains("is trained without a new checkpoint", folder.toString(), "FileAlreadyExists");
        assertThat(folder).hasContent("in the way");
    }

    /** {@code -Dtl.smallDisk} names a folder on a file system of 1 to 16 MiB. */
    @Test
    void onAFullDiskTheEarlierOneStaysAndNothingIsLeftUnfinished() throws IOException {
        String disk = System.getProperty("tl.smallDisk", "");
        assumeTrue(!disk.isEmpty(), "no small file system is named by -Dtl.smallDisk");
        Path small = Files.createTempDirectory(Path.of(disk), "full").resolve("checkpoint");
        CheckpointFiles files = files(small);
        files.write(state(1), CELL);
        List<Path> before = list(small);
        long room = Files.getFileStore(small).getUsableSpace();
        try (NDArray large = manager.zeros(new Shape(room / Float.BYTES + 1))) {
            Checkpoint much = new Checkpoint(Map.of("w", large), Map.of(), Map.of(), Map.of(), state(2).progress());
            files.write(much, CELL);
            files.write(much, CELL);
        }
        assertThat(log.warnings()).hasSize(1);
        assertThat(log.warnings().get(0)).contains(small.toString(), "No space left on device");
        assertThat(list(small)).isEqualTo(before);
        assertHolds(files(small).newest(), 1);
        files.write(state(3), CELL);
        assertHolds(files(small).newest(), 3);
        files.remove();
        Files.delete(small.getParent());
    }
}
