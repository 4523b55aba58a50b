package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixture is written by the reference library (make.py beside it), the expected values by numpy. */
class SafetensorsFileTest {

    @TempDir
    private Path folder;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(SafetensorsFileTest.class.getResource("/weights/" + name).toURI());
    }

    @Test
    void everyTypeReadsAsTheReferenceLibraryWroteIt() throws Exception {
        Map<String, ?> expected = Json.readObject(Files.readString(resource("all-types.json")));
        try (SafetensorsFile file = SafetensorsFile.open(resource("all-types.safetensors"))) {
            assertThat(file.names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
            for (String name : file.names()) {
                Map<String, ?> tensor = Json.asObject(expected.get(name), name);
                assertThat(shape(file, name)).as(name).isEqualTo(numbers(Objects.requireNonNull(tensor.get("shape"))));
                assertThat(bits(file, name)).as(name).isEqualTo(numbers(Objects.requireNonNull(tensor.get("bits"))));
            }
        }
    }

    @Test
    void theFixtureHoldsEveryType() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(resource("all-types.safetensors"))) {
            assertThat(file.names().stream().map(name -> file.tensor(name).type()))
                    .contains(TensorType.values());
        }
    }

    @Test
    void metadataAreTexts() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(resource("all-types.safetensors"))) {
            assertThat(file.metadata()).containsOnly(Map.entry("format", "np"), Map.entry("schlüssel", "wert \"1\"\n"));
        }
    }

    @Test
    void theDigestIsThatOfTheWholeFile() throws Exception {
        Path path = resource("all-types.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.digest()).isEqualTo(Sha256.of(path));
        }
    }

    @Test
    void anEditedPayloadChangesTheDigest() throws Exception {
        byte[] content = Files.readAllBytes(resource("all-types.safetensors"));
        Sha256 before = RawSafetensors.open(content.clone()).digest();
        content[content.length - 1] ^= 1;
        assertThat(RawSafetensors.open(content).digest()).isNotEqualTo(before);
    }

    @Test
    void readsFromAnElementOnAndFillsOnlyTheTarget() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(resource("all-types.safetensors"))) {
            FloatBuffer target = FloatBuffer.allocate(4);
            target.position(1).limit(3);
            file.read("transposed", 2, target);
            assertThat(target.array()).containsExactly(0, 1, 4, 0);
        }
    }

    @Test
    void readingPastTheEndIsRefused() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(resource("all-types.safetensors"))) {
            assertThatThrownBy(() -> file.read("scalar", 0, FloatBuffer.allocate(2)))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("'scalar'");
        }
    }

    @Test
    void anUnknownNameIsNamed() throws Exception {
        try (SafetensorsFile file = SafetensorsFile.open(resource("all-types.safetensors"))) {
            assertThatThrownBy(() -> file.tensor("fc.weight"))
                    .isInstanceOf(WeightsException.class)
                    .hasMessageContaining("'fc.weight'");
        }
    }

    @Test
    void readingAfterClosingIsRefused() throws Exception {
        SafetensorsFile file = SafetensorsFile.open(resource("all-types.safetensors"));
        file.close();
        assertThatThrownBy(() -> file.read("scalar", 0, FloatBuffer.allocate(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsBeyondTwoGibibytes() throws IOException {
        long far = (3L << 30) - 8; // its eight bytes end where a segment of the mapping ends
        String header = "{\"zeros\":{\"dtype\":\"U8\",\"shape\":[" + far + "],\"data_offsets\":[0," + far + "]},"
                + "\"far\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[" + far + "," + (far + 16) + "]}}";
        byte[] start = RawSafetensors.bytes(header);
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
            sparse.write(start);
            sparse.seek(start.length + far);
            ByteBuffer values = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            values.asFloatBuffer().put(new float[] {1, -2, 3, 0.5f});
            sparse.write(values.array());
        }
        FileMapping mapping = FileMapping.of(folder.resolve("big"));
        TensorView view = Objects.requireNonNull(
                SafetensorsHeader.read("big", mapping).tensors().get("far"));
        FloatBuffer read = FloatBuffer.allocate(4);
        view.read(mapping, ByteOrder.LITTLE_ENDIAN, 0, read);
        assertThat(read.array()).containsExactly(1, -2, 3, 0.5f);
        assertThat(view.position()).isGreaterThan(Integer.MAX_VALUE);
    }

    @Test
    void windowsAcrossTheSegmentsEdgeAreWhole() throws IOException {
        long edge = 1L << 30;
        Path big = folder.resolve("edge");
        try (RandomAccessFile sparse = new RandomAccessFile(big.toFile(), "rw")) {
            sparse.seek(edge - 2);
            sparse.write(new byte[] {1, 2, 3, 4});
        }
        ByteBuffer window = FileMapping.of(big).window(edge - 2, 4);
        assertThat(window.getInt()).isEqualTo(0x04030201);
    }

    private static List<Long> shape(SafetensorsFile file, String name) {
        Shape shape = file.tensor(name).shape();
        return Arrays.stream(shape.getShape()).boxed().toList();
    }

    private static List<Long> bits(SafetensorsFile file, String name) {
        FloatBuffer values = FloatBuffer.allocate((int) file.tensor(name).elements());
        file.read(name, 0, values);
        return IntStream.range(0, values.capacity())
                .mapToObj(i -> Integer.toUnsignedLong(Float.floatToRawIntBits(values.get(i))))
                .toList();
    }

    private static List<Long> numbers(Object list) {
        return ((List<?>) list)
                .stream().map(number -> ((Number) number).longValue()).toList();
    }
}
