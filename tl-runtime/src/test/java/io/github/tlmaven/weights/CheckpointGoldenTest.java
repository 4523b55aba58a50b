package io.github.tlmaven.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.failure.WeightsException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints that torch wrote, and what it found in them or a reader must say. */
class CheckpointGoldenTest {

    private static final String FOLDER = "checkpoints/";

    private static final Map<String, String> CAUSES = Map.of(
            "whole-module.pth", "names __main__.Tiny",
            "attack.pth", "names posix.system",
            "truncated-plain.pth", "truncated",
            "truncated-legacy.pth", "truncated");

    private static final Map<String, TensorType> TYPES = Map.of(
            "float16", TensorType.F16,
            "bfloat16", TensorType.BF16,
            "float32", TensorType.F32,
            "float64", TensorType.F64,
            "int64", TensorType.I64,
            "int32", TensorType.I32,
            "uint8", TensorType.U8,
            "bool", TensorType.BOOL);

    private static Map<String, @Nullable Object> expected() {
        return Golden.json(FOLDER + "expected.json");
    }

    private static Stream<String> filesWith(String member) {
        Map<String, @Nullable Object> all = expected();
        return all.keySet().stream()
                .filter(file -> GoldenValues.object(all, file).containsKey(member));
    }

    private static Stream<String> stateDicts() {
        return filesWith("tensors")
                .filter(file -> !GoldenValues.object(expected(), file).containsKey("torchscript"));
    }

    private static Stream<String> torchScripts() {
        return filesWith("torchscript");
    }

    private static Stream<String> refused() {
        return filesWith("refused").filter(file -> !file.equals("namespace.pth"));
    }

    @ParameterizedTest
    @MethodSource("stateDicts")
    void everyTensorIsReadToTheValue(String name) {
        Map<String, @Nullable Object> document = GoldenValues.object(expected(), name);
        Map<String, @Nullable Object> tensors = GoldenValues.object(document, "tensors");
        String prefix = String.valueOf(document.getOrDefault("prefix", ""));
        try (WeightsFile file = WeightsFiles.open(Golden.require(FOLDER + name))) {
            assertThat(file.names())
                    .containsAll(tensors.keySet().stream()
                            .map(key -> key.substring(prefix.length()))
                            .toList());
            tensors.keySet()
                    .forEach(key ->
                            checkTensor(file, key.substring(prefix.length()), GoldenValues.object(tensors, key)));
        }
    }

    private static void checkTensor(WeightsFile file, String name, Map<String, @Nullable Object> expected) {
        TensorInfo info = file.tensor(name);
        assertThat(info.type()).as(name).isEqualTo(TYPES.get(String.valueOf(expected.get("dtype"))));
        assertThat(Arrays.stream(info.shape().getShape()).asDoubleStream().toArray())
                .as(name)
                .isEqualTo(GoldenValues.numbers(expected, "shape"));
        double[] values = GoldenValues.numbers(expected, "values");
        FloatBuffer read = FloatBuffer.allocate((int) info.elements());
        file.read(name, 0, read);
        for (int i = 0; i < values.length; i++) {
            assertThat(read.get(i)).as("%s[%d]", name, i).isEqualTo((float) values[i]);
        }
        checkSum(name, read.array(), GoldenValues.number(expected, "sum"));
    }

    /** The sum is of doubles; only where elements are that wide do they lose digits here, and the values were compared. */
    private static void checkSum(String name, float[] values, double expected) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        if (!name.equals("f64")) {
            double rounding = Math.ulp((float) expected) + Math.ulp(1f) * values.length;
            assertThat(Math.abs(sum - expected)).as(name).isLessThanOrEqualTo(rounding);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoStateDictIsRefusedWithTheCause(String name) {
        Path file = Golden.require(FOLDER + name);
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(Objects.requireNonNull(CAUSES.get(name), name))
                .hasMessageContaining("To fix: ");
    }

    @Test
    void nothingOfAHostileFileIsRun() throws IOException {
        Path file = Golden.require(FOLDER + "attack.pth");
        assertThatThrownBy(() -> WeightsFiles.open(file)).isInstanceOf(WeightsException.class);
        for (Path folder :
                List.of(Path.of("").toAbsolutePath(), file.toAbsolutePath().resolveSibling(""))) {
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).noneMatch(each -> each.endsWith("attacked"));
            }
        }
    }

    @Test
    void aNamespaceBesideTheStateDictIsReadAsAnInertRecord() {
        try (WeightsFile file = WeightsFiles.open(Golden.require(FOLDER + "namespace.pth"))) {
            assertThat(file.names()).contains("conv.weight", "fc.bias");
            assertThat(file.adjustments()).containsExactly("took the state dict under the key 'state_dict'");
        }
    }

    @ParameterizedTest
    @MethodSource("torchScripts")
    void anArchiveOfTorchScriptIsToldFromAStateDict(String name) {
        Path file = Golden.require(FOLDER + name);
        assertThatThrownBy(() -> WeightsFiles.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("TorchScript")
                .hasMessageContaining("<model>");
    }

    @Test
    void thePrefixOfDataParallelIsLeftOutAndThatIsSaid() {
        try (WeightsFile file = WeightsFiles.open(Golden.require(FOLDER + "dataparallel.pth"))) {
            assertThat(file.adjustments()).containsExactly("left out the prefix 'module.' of all names");
        }
    }

    @Test
    void namesOfClassesBesideTheStateDictAreKept() {
        try (WeightsFile file = WeightsFiles.open(Golden.require(FOLDER + "nested.pth"))) {
            assertThat(file.metadata()).containsExactly(Map.entry("classes", "[\"ant\",\"bee\",\"wasp\"]"));
        }
    }
}
