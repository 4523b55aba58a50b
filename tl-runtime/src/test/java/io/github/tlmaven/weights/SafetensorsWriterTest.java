package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class SafetensorsWriterTest {

    /** More elements than one piece of reading or writing holds, and not a multiple of it. */
    private static final int MANY = 3 * FileMapping.MAX_WINDOW / Float.BYTES + 5;

    @TempDir
    private Path folder;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void writesTheBytesThatTheFormatDescribes() throws IOException {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put("b", manager.create(new float[] {1, -2}));
        tensors.put("a", manager.create(0.5f));
        Path file = folder.resolve("new/w.safetensors");
        SafetensorsWriter.write(file, tensors, Map.of("z", "1", "y", "ü"));
        String header = "{\"__metadata__\":{\"y\":\"ü\",\"z\":\"1\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
        int length = header.getBytes(StandardCharsets.UTF_8).length;
        String padded = header + " ".repeat((8 - length % 8) % 8);
        byte[] payload = {0, 0, (byte) 0x80, 0x3F, 0, 0, 0, (byte) 0xC0, 0, 0, 0, 0x3F};
        assertThat(Files.readAllBytes(file)).isEqualTo(RawSafetensors.bytes(padded, payload));
    }

    @Test
    void viewsAreWrittenInLogicalOrder() {
        NDArray rows = manager.arange(24f).duplicate();
        NDArray nhwc = rows.reshape(1, 2, 3, 4); // seen as N×C×H×W it is channels-last
        NDArray channelsLast = nhwc.transpose(0, 3, 1, 2);
        NDArray view = rows.get("3:9:2");
        SafetensorsWriter.write(folder.resolve("w"), Map.of("x", channelsLast), Map.of());
        SafetensorsWriter.write(folder.resolve("v"), Map.of("x", view), Map.of());
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("w"));
                SafetensorsFile ofView = SafetensorsFile.open(folder.resolve("v"))) {
            assertThat(file.tensor("x").shape()).isEqualTo(new Shape(1, 4, 2, 3));
            float[] read = file.toNDArray(manager, "x").toFloatArray();
            for (int c = 0; c < 4; c++) {
                for (int pixel = 0; pixel < 6; pixel++) {
                    assertThat(read[c * 6 + pixel]).isEqualTo(pixel * 4 + c);
                }
            }
            assertThat(ofView.toNDArray(manager, "x").toFloatArray()).containsExactly(3, 5, 7);
        }
    }

    @Test
    void equalTensorsGiveEqualBytes() throws IOException {
        NDArray plain = manager.arange(6f).reshape(2, 3);
        NDArray transposedTwice = plain.transpose().duplicate().transpose();
        SafetensorsWriter.write(folder.resolve("1"), Map.of("x", plain), Map.of("a", "b"));
        SafetensorsWriter.write(folder.resolve("2"), Map.of("x", transposedTwice), Map.of("a", "b"));
        assertThat(folder.resolve("1")).hasSameBinaryContentAs(folder.resolve("2"));
    }

    @Test
    void largeTensorsComeBackWhole() {
        NDArray large = manager.arange(MANY).toType(DataType.FLOAT32, false);
        SafetensorsWriter.write(folder.resolve("w"), Map.of("x", large), Map.of());
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("w"))) {
            NDArray read = file.toNDArray(manager, "x");
            assertThat(read.contentEquals(large)).isTrue();
            assertThat(read.getManager()).isSameAs(manager);
        }
    }

    @Test
    void everyTypeReachesTheEngineAsFloat32() throws Exception {
        Path fixture =
                Path.of(getClass().getResource("/weights/all-types.safetensors").toURI());
        try (SafetensorsFile file = SafetensorsFile.open(fixture)) {
            for (String name : file.names()) {
                NDArray array = file.toNDArray(manager, name);
                assertThat(array.getDataType()).as(name).isEqualTo(DataType.FLOAT32);
                assertThat(array.getShape())
                        .as(name)
                        .isEqualTo(file.tensor(name).shape());
            }
            assertThat(file.toNDArray(manager, "bf16").toFloatArray()).startsWith(0, -0.0f, 1, -1.5f);
            assertThat(file.toNDArray(manager, "scalar").getFloat()).isEqualTo(2.5f);
        }
    }

    @Test
    void readArraysOutliveFileAndGarbageCollection() {
        NDArray large = manager.ones(new Shape(MANY));
        SafetensorsWriter.write(folder.resolve("w"), Map.of("x", large), Map.of());
        NDArray view;
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("w"));
                NDArray read = file.toNDArray(manager, "x")) {
            view = read.reshape(1, MANY);
        }
        for (int i = 0; i < 3; i++) {
            System.gc();
            manager.zeros(new Shape(MANY)).close();
        }
        assertThat(view.sum().getFloat()).isEqualTo(MANY);
    }

    @Test
    void refusesOtherTypesAndLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("w"), "old");
        Map<String, NDArray> tensors = Map.of("x", manager.zeros(new Shape(2), DataType.FLOAT64));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, tensors, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x'");
        assertThat(file).hasContent("old");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("w"), "old").resolve("below-a-file");
        Map<String, NDArray> tensors = Map.of("x", manager.zeros(new Shape(2)));
        assertThatThrownBy(() -> SafetensorsWriter.write(file, tensors, Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.toString());
    }
}
