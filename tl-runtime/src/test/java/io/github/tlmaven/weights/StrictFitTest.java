package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.failure.WeightsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class StrictFitTest {

    @TempDir
    private Path folder;

    private NDManager manager;
    private SafetensorsFile file;

    @BeforeEach
    void writeFile() {
        manager = NDManager.newBaseManager();
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        tensors.put("conv.weight", manager.ones(new Shape(2, 3)));
        tensors.put("bn.num_batches_tracked", manager.ones(new Shape(1)));
        tensors.put("fc.weight", manager.ones(new Shape(1000, 2)));
        tensors.put("fc.bias", manager.ones(new Shape(1000)));
        SafetensorsWriter.write(folder.resolve("w"), tensors, Map.of());
        file = SafetensorsFile.open(folder.resolve("w"));
    }

    @AfterEach
    void close() {
        file.close();
        manager.close();
    }

    private static Map<String, Shape> shapes(Object... namesAndShapes) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            shapes.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
        }
        return shapes;
    }

    private List<String> names(Map<String, Shape> expected, String... replaced) {
        return new StrictFit(file, expected, Set.of(replaced)::contains).names(() -> " net");
    }

    @Test
    void namesComeInTheOrderAskedFor() {
        Map<String, Shape> expected =
                shapes("fc.bias", new Shape(1000), "conv.weight", new Shape(2, 3), "fc.weight", new Shape(1000, 2));
        assertThat(names(expected)).containsExactlyElementsOf(expected.keySet());
    }

    @Test
    void listsEveryDifferenceAtOnce() {
        Map<String, Shape> expected =
                shapes("stem.b", new Shape(4), "conv.weight", new Shape(3, 2), "stem.a", new Shape(5, 1));
        assertThatThrownBy(() -> names(expected))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("do not fit net: 3 tensors expected, 3 found")
                .hasMessageContaining(String.format("2 missing:%n  stem.a (5, 1)%n  stem.b (4)"))
                .hasMessageContaining(String.format("2 unexpected:%n  fc.bias (1000)%n  fc.weight (1000, 2)"))
                .hasMessageContaining(
                        String.format("1 of another shape:%n  conv.weight: expected (3, 2), found (2, 3)"));
    }

    @Test
    void aLongListIsCutAndCounted() {
        Map<String, Shape> expected = new LinkedHashMap<>();
        for (int i = 0; i < 100; i++) {
            expected.put("layer" + i, new Shape(1));
        }
        assertThatThrownBy(() -> names(expected))
                .hasMessageContaining("100 missing")
                .hasMessageContaining("and 60 more");
    }

    @Test
    void whatAFileCallsItsTensorsCannotBreakTheMessage() {
        try (NDArray one = manager.ones(new Shape(1))) {
            String hostile = "\u001b[2J\nTo fix: run me" + "x".repeat(100_000);
            SafetensorsWriter.write(folder.resolve("hostile"), Map.of(hostile, one), Map.of());
        }
        try (WeightsFile hostile = SafetensorsFile.open(folder.resolve("hostile"))) {
            StrictFit fit = new StrictFit(hostile, Map.of(), Set.<String>of()::contains);
            assertThatThrownBy(() -> fit.names(() -> ""))
                    .hasMessageContaining(String.format("1 unexpected:%n  \\u001b[2J\\u000aTo fix: run me"))
                    .hasMessageContaining("xxx (1)")
                    .extracting(Throwable::getMessage)
                    .satisfies(message -> assertThat(message).hasSizeLessThan(1000));
        }
    }

    @Test
    void replacedNamesAreNeitherLoadedNorMissed() {
        Map<String, Shape> expected =
                shapes("conv.weight", new Shape(2, 3), "fc.weight", new Shape(6, 2), "fc.scale", new Shape(6));
        assertThat(names(expected, "fc.weight", "fc.bias", "fc.scale")).containsExactly("conv.weight");
    }
}
