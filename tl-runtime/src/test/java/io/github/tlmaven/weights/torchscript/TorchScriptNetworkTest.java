package io.github.tlmaven.weights.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.failure.WeightsException;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenBackbone;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TorchScript networks compute what torch computed, with bits that depend on the picture alone, or are refused. */
@Tag("engine")
class TorchScriptNetworkTest {

    /** Values are below 1, and two builds of torch differ in the last bits of float32. */
    private static final double GOLDEN_TOLERANCE = 1e-6;

    private static final int INTO_THE_PICKLE = 40;

    @AutoClose
    private static final EngineSession SESSION = EngineSession.open(new DeviceRequest.Cpu());

    @TempDir
    private Path folder;

    private static TorchScriptNetwork network(String name) {
        return TorchScriptFiles.open(SESSION, TorchScriptFiles.file(name));
    }

    private static TorchScriptNetwork golden(String name) {
        return TorchScriptFiles.open(SESSION, Golden.require("checkpoints/" + name));
    }

    /** linspace(-1, 1) as pictures of 3×8×8. */
    private static float[] linspace(int pictures) {
        int count = pictures * 3 * 8 * 8;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (-1 + 2.0 * i / (count - 1));
        }
        return values;
    }

    private static float[] features(TorchScriptNetwork network, float[] values) {
        try (NDManager manager = SESSION.newManager();
                NDArray input = manager.create(values, new Shape(values.length / 192, 3, 8, 8));
                NDArray output = network.features(input)) {
            assertThat(output.getShape()).isEqualTo(new Shape(values.length / 192, network.featureWidth()));
            return output.toFloatArray();
        }
    }

    private static void assertClose(float[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(GOLDEN_TOLERANCE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced.pt", "scripted.pt"})
    void featuresAndLogitsAreThoseOfTorch(String name) {
        Map<String, @Nullable Object> expected = GoldenValues.object(Golden.json("checkpoints/expected.json"), name);
        try (TorchScriptNetwork network = golden(name);
                NDManager manager = SESSION.newManager();
                NDArray input = manager.create(linspace(2), new Shape(2, 3, 8, 8));
                NDArray logits = network.call(TorchScriptNetwork.FORWARD, input)) {
            assertThat(network.method()).isEqualTo("features");
            assertThat(network.featureWidth()).isEqualTo(4);
            assertClose(features(network, linspace(2)), GoldenValues.numbers(expected, "features"));
            assertClose(logits.toFloatArray(), GoldenValues.numbers(expected, "logits"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"traced.pt", "scripted.pt"})
    void bitsAreEqualForAnyNumberOfWorkersAndAnyPosition(String name) {
        float[] all = linspace(4);
        try (TorchScriptNetwork network = golden(name)) {
            float[] expected = features(network, all);
            List<Integer> shifts = Collections.nCopies(50, List.of(0, 1, 2, 3)).stream()
                    .flatMap(List::stream)
                    .toList();
            for (int threads : new int[] {1, 2, 4}) {
                try (Workers workers = SESSION.newWorkers(threads)) {
                    List<float[]> found = workers.map(shifts, shift -> features(network, rotated(all, shift)));
                    for (int i = 0; i < found.size(); i++) {
                        assertThat(found.get(i)).isEqualTo(rotated(expected, shifts.get(i)));
                    }
                }
            }
        }
    }

    /** Four equal parts, the one of the given number first. */
    private static float[] rotated(float[] values, int first) {
        int part = values.length / 4;
        float[] turned = new float[values.length];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(values, (i + first) % 4 * part, turned, i * part, part);
        }
        return turned;
    }

    @Test
    void scriptOfTrainingModeComputesInEvaluationMode() {
        try (TorchScriptNetwork network = network("scripted-in-training-mode.pt")) {
            float[] alone = features(network, linspace(1));
            assertThat(features(network, linspace(1))).isEqualTo(alone).doesNotContain(0f);
        }
    }

    @Test
    void mapIsAveragedOverHeightAndWidth() {
        try (TorchScriptNetwork network = network("feature-map.pt");
                NDManager manager = SESSION.newManager();
                NDArray input = manager.create(linspace(2), new Shape(2, 3, 8, 8));
                NDArray map = network.call("forward", input);
                NDArray rows = map.reshape(8, 64);
                NDArray mean = rows.mean(new int[] {1})) {
            assertThat(map.getShape()).isEqualTo(new Shape(2, 4, 8, 8));
            assertThat(network.method()).isEqualTo("forward");
            float[] expected = mean.toFloatArray();
            assertClose(
                    features(network, linspace(2)),
                    IntStream.range(0, expected.length)
                            .mapToDouble(i -> expected[i])
                            .toArray());
        }
    }

    @Test
    void picturesInChannelsLastOrderGiveTheSameBits() {
        float[] rows = linspace(4);
        try (TorchScriptNetwork network = network("fixed-size.pt");
                NDManager manager = SESSION.newManager();
                NDArray input = manager.create(rows, TorchScriptFiles.PICTURES);
                NDArray channelsLast = channelsLast(input, manager);
                NDArray output = network.features(channelsLast)) {
            assertThat(output.toFloatArray()).isEqualTo(features(network, rows));
        }
    }

    private static NDArray channelsLast(NDArray pictures, NDManager manager) {
        int count = Math.toIntExact(pictures.getShape().get(0));
        try (NDArray moved = pictures.transpose(0, 2, 3, 1)) {
            return ChannelsLast.filled(
                    manager, count, new long[] {8, 8, 3}, floats -> floats.put(moved.toFloatArray()));
        }
    }

    @Test
    void inputIsNotWrittenInto() {
        try (TorchScriptNetwork network = network("in-place.pt");
                NDManager manager = SESSION.newManager();
                NDArray input = manager.create(linspace(4), TorchScriptFiles.PICTURES);
                NDArray output = network.features(input)) {
            assertThat(output.getShape().get(1)).isEqualTo(4);
            assertThat(input.toFloatArray()).isEqualTo(linspace(4));
        }
    }

    @Test
    void halfPrecisionIsWidened() {
        try (TorchScriptNetwork network = network("bfloat16.pt");
                TorchScriptNetwork again = network("bfloat16.pt")) {
            float[] rows = features(network, linspace(4));
            assertThat(rows).isEqualTo(features(again, linspace(4)));
            for (float value : rows) {
                assertThat(Float.floatToIntBits(value) & 0xFFFF)
                        .as("bfloat16 in %s", value)
                        .isZero();
                assertThat(value).isNotZero();
            }
        }
    }

    @Test
    void harmlessWordsInStringsDoNotKeepANetworkFromRunning() {
        try (TorchScriptNetwork network = network("words-in-strings.pt")) {
            assertThat(network.featureWidth()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "traced-with-dropout.pt | other features for the same pictures in a second pass",
                "traced-with-batch-statistics.pt | a picture other features beside other pictures",
                "mixing.pt | a picture other features beside other pictures",
                "five-dimensions.pt | gives (4, 4, 1, 8, 8) for (4, 3, 8, 8)",
                "one-dimension.pt | gives (4) for (4, 3, 8, 8)",
                "fixed-batch.pt | gives (2, 512) for 4 pictures",
                "pair.pt | gives (tensor, tensor), expected one tensor",
                "no-forward.pt | has no method features or forward, only: embed",
                "not-a-number.pt | gives NaN for pictures",
                "float64.pt | cannot compute: RuntimeError: Input type (float) and bias type (double)",
                "cuda.pt | names cuda:0, but this process computes on the CPU"
            })
    void whatGivesNoFeaturesIsRefused(String name, String why) {
        assertThatThrownBy(() -> network(name))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll(why, name, "To fix: ");
    }

    @Test
    void wrongInputSizeIsRefused() {
        TorchScriptArchive archive = TorchScriptArchive.open(TorchScriptFiles.file("fixed-size.pt"));
        assertThatThrownBy(() -> TorchScriptNetwork.open(archive, new Shape(4, 3, 9, 9), SESSION.newManager()))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll("(4, 3, 9, 9)", "cannot be multiplied (4x324 and 256x5)", "<crop>");
    }

    @Test
    void damagedStateIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Golden.require("checkpoints/traced.pt"));
        String entry = "archive/data.pkl";
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(entry);
        bytes[name + entry.length() + INTO_THE_PICKLE] ^= 0x55;
        Path file = Files.write(folder.resolve("damaged.pt"), bytes);
        assertThatThrownBy(() -> TorchScriptFiles.open(SESSION, file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContainingAll("damaged.pt", "To fix: ");
    }

    @Test
    void architectureIsABackboneAndAHead() {
        try (TorchScriptNetwork network = golden("traced.pt");
                StateDict nothing = new StateDict(SESSION.newManager());
                NDManager manager = SESSION.newManager();
                NDArray input = manager.create(linspace(4), TorchScriptFiles.PICTURES)) {
            Architecture architecture = network.architecture(Head.of(7));
            assertThat(architecture.stageNames()).containsExactly(FrozenBackbone.BACKBONE, FrozenBackbone.HEAD);
            assertThat(architecture.tensors().stream().map(TensorSpec::name)).containsExactly("fc.weight", "fc.bias");
            assertThat(architecture.parameters()).isEqualTo(7 * 4 + 7);
            try (FrozenStages frozen = new FrozenStages(architecture, 0, 1, nothing);
                    NDArray output = frozen.forward(input)) {
                assertThat(output.toFloatArray()).isEqualTo(features(network, linspace(4)));
            }
        }
    }

    @Test
    void nameTellsFilesAndMethodsApart() {
        try (TorchScriptNetwork traced = golden("traced.pt");
                TorchScriptNetwork scripted = golden("scripted.pt")) {
            assertThat(traced.name()).contains(traced.archive().digest().hex(), "features");
            assertThat(traced.name()).isNotEqualTo(scripted.name());
        }
    }
}
