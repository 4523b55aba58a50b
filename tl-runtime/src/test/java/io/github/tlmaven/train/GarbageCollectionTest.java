package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.FormulaNetworks;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.NormMode;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrays over Java memory can be collected before the backward pass reads them: the gradients are then any numbers. Here
 * the collector runs between the two, and memory is written over, for every kind of layer, dropout, stochastic depth and
 * the loss included.
 */
@Tag("engine")
class GarbageCollectionTest {

    private static final int CLASSES = 7;
    private static final int HIDDEN = 16;
    private static final int PICTURES = 2;
    private static final int SIDE = 64;
    private static final int OVERWRITTEN_ARRAYS = 200;

    private static final Head HEAD = new Head(CLASSES, OptionalDouble.of(0.5), OptionalInt.of(HIDDEN));
    private static final Architecture LITE0 = Architectures.of("tf_efficientnet_lite0", Head.of(CLASSES));

    /** The stages that are differentiated. */
    private record Part(Architecture architecture, int from, int to, NormMode mode) {}

    static IntStream stages() {
        return IntStream.range(0, LITE0.stages().size());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void gradientsFromEachStageSurviveACollection(int boundary) {
        assertUndisturbed(new Part(LITE0, boundary, LITE0.stages().size(), NormMode.FOLDED));
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, FOLDED",
        "resnet18, TRAIN",
        "mobilenet_v2, FOLDED",
        "mobilenet_v2, TRAIN",
        "mobilenet_v3_small, FOLDED",
        "mobilenet_v3_small, TRAIN",
        "efficientnet_b0, FOLDED",
        "efficientnet_b0, TRAIN"
    })
    void gradientsOfEachFamilySurviveACollection(String name, NormMode mode) {
        Architecture architecture = Architectures.of(name, HEAD);
        assertUndisturbed(new Part(architecture, 0, architecture.stages().size(), mode));
    }

    /** Its hidden layers are left out: they take half a gigabyte, and MobileNetV3 has the same kind. */
    @ParameterizedTest
    @ValueSource(strings = {"vgg11", "vgg11_bn"})
    void gradientsOfVggsLastBlockSurviveACollection(String name) {
        Architecture architecture = Architectures.of(name, HEAD);
        int from = architecture.boundary(architecture.lastBlock()).orElseThrow();
        assertUndisturbed(new Part(architecture, from, architecture.pooled(), NormMode.FOLDED));
    }

    private static void assertUndisturbed(Part part) {
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                StateDict tensors = FormulaNetworks.fill(
                        session, part.architecture(), Formula.of(Map.of()), FormulaNetworks.NORM_SCALE)) {
            float[][] undisturbed = gradients(session, tensors, part, () -> {});
            float[][] disturbed = gradients(session, tensors, part, () -> collectAndOverwrite(session));
            assertThat(disturbed).isDeepEqualTo(undisturbed);
            assertThat(undisturbed[0])
                    .as("the gradient is not 0 everywhere")
                    .isNotEqualTo(new float[undisturbed[0].length]);
        }
    }

    /** The test above would pass if a collection never did any harm: it does, to an operation of the forbidden kind. */
    @Test
    void aCollectionSpoilsAnOperationThatSavesANumber() {
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                NDManager manager = session.newManager()) {
            boolean spoiled = IntStream.range(0, 20).anyMatch(attempt -> {
                float[] gradient = Autograd.recording(() -> {
                    NDArray leaf = Autograd.leaf(manager.ones(new Shape(64)), manager);
                    NDArray output = leaf.mul(3.5);
                    collectAndOverwrite(session);
                    Autograd.backward(output, manager.ones(new Shape(64)));
                    return Autograd.gradient(leaf, manager).toFloatArray();
                });
                return gradient[0] != 3.5f;
            });
            assertThat(spoiled).isTrue();
        }
    }

    private static float[][] gradients(EngineSession session, StateDict tensors, Part part, Runnable between) {
        return Autograd.recording(() -> {
            try (NDManager manager = session.newManager()) {
                Map<String, NDArray> leaves = new LinkedHashMap<>();
                part.architecture().tensors(part.from(), part.to()).stream()
                        .filter(spec -> spec.role().isParameter())
                        .forEach(spec -> leaves.put(spec.name(), Autograd.leaf(tensors.tensor(spec.name()), manager)));
                Tensors mixed = tensors.under(leaves);
                Pass.DropoutMasks masks = (layer, rate, features) -> mask(manager, features);
                Pass pass = new Pass(mixed, part.mode(), Map.of(), Optional.of(masks));
                NDArray input = input(tensors, part, manager);
                NDArray output = part.architecture().forward(input, part.from(), part.to(), pass);
                NDArray seed = seed(output, part, manager);
                between.run();
                Autograd.backward(output, seed);
                List<float[]> gradients = new ArrayList<>();
                leaves.values()
                        .forEach(leaf ->
                                gradients.add(Autograd.gradient(leaf, manager).toFloatArray()));
                return gradients.toArray(float[][]::new);
            }
        });
    }

    /** The loss's gradient by the logits, or any numbers where the part ends below them. */
    private static NDArray seed(NDArray output, Part part, NDManager manager) {
        float[] values = output.toFloatArray();
        float[] gradient = part.to() == part.architecture().stages().size()
                ? new CrossEntropy(0.1)
                        .evaluate(values, new int[] {1, 4}, 1.0 / PICTURES)
                        .gradient()
                : Formula.of(Map.of()).signed("seed", values.length);
        return Autograd.owned(manager.create(gradient, output.getShape()));
    }

    private static NDArray input(StateDict tensors, Part part, NDManager manager) {
        float[] pixels = Formula.of(Map.of()).signed("input", PICTURES * 3 * SIDE * SIDE);
        NDArray picture = Autograd.owned(manager.create(pixels, new Shape(PICTURES, 3, SIDE, SIDE)));
        return part.from() == 0
                ? picture
                : part.architecture().forward(picture, 0, part.from(), Pass.evaluation(tensors));
    }

    private static NDArray mask(NDManager manager, long features) {
        float[] values = Formula.of(Map.of()).signed("mask", Math.toIntExact(PICTURES * features));
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] < 0 ? 0 : 2;
        }
        return Autograd.owned(manager.create(values, new Shape(PICTURES, features)));
    }

    private static void collectAndOverwrite(EngineSession session) {
        System.gc();
        try (NDManager manager = session.newManager()) {
            for (int i = 0; i < OVERWRITTEN_ARRAYS; i++) {
                manager.create(new float[] {Float.NaN, i});
                manager.create((double) -i);
            }
        }
        System.gc();
    }
}
