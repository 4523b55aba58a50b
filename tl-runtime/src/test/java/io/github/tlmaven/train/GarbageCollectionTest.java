package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Architectures;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.NormMode;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import io.github.tlmaven.zoo.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arrays over Java memory can be collected before the backward pass reads them: the gradients are then any numbers. Here
 * the collector runs between the two, and memory is written over, for every stage of the network with all its layers,
 * dropout and the loss included.
 */
@Tag("engine")
class GarbageCollectionTest {

    private static final int CLASSES = 7;
    private static final int PICTURES = 2;
    private static final int SIDE = 64;
    private static final int OVERWRITTEN_ARRAYS = 200;

    private static final Architecture LITE0 =
            Architectures.of("tf_efficientnet_lite0", Head.of(CLASSES));

    static IntStream stages() {
        return IntStream.range(0, LITE0.stages().size());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void gradientsFromEachStageSurviveACollection(int boundary) {
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                StateDict tensors = randomTensors(session)) {
            float[][] undisturbed = gradients(session, tensors, boundary, () -> {});
            float[][] disturbed = gradients(session, tensors, boundary, () -> collectAndOverwrite(session));
            assertThat(disturbed).isDeepEqualTo(undisturbed);
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

    private static float[][] gradients(EngineSession session, StateDict tensors, int boundary, Runnable between) {
        return Autograd.recording(() -> {
            try (NDManager manager = session.newManager()) {
                Map<String, NDArray> leaves = new LinkedHashMap<>();
                LITE0.tensors(boundary, LITE0.stages().size()).stream()
                        .filter(spec -> spec.role().isParameter())
                        .forEach(spec -> leaves.put(spec.name(), Autograd.leaf(tensors.tensor(spec.name()), manager)));
                Tensors mixed =
                        name -> leaves.containsKey(name) ? Tensors.of(leaves).tensor(name) : tensors.tensor(name);
                Pass.DropoutMasks masks = (layer, rate, features) -> mask(manager, features);
                Pass pass = new Pass(mixed, NormMode.FOLDED, Map.of(), Optional.of(masks));
                NDArray input = input(tensors, boundary, manager);
                NDArray logits = LITE0.forward(input, boundary, LITE0.stages().size(), pass);
                CrossEntropy.Result loss =
                        new CrossEntropy(0.1).evaluate(logits.toFloatArray(), new int[] {1, 4}, 1.0 / PICTURES);
                NDArray seed = Autograd.owned(manager.create(loss.gradient(), logits.getShape()));
                between.run();
                Autograd.backward(logits, seed);
                List<float[]> gradients = new ArrayList<>();
                leaves.values()
                        .forEach(leaf ->
                                gradients.add(Autograd.gradient(leaf, manager).toFloatArray()));
                return gradients.toArray(float[][]::new);
            }
        });
    }

    private static NDArray input(StateDict tensors, int boundary, NDManager manager) {
        float[] pixels = Formula.of(Map.of()).signed("input", PICTURES * 3 * SIDE * SIDE);
        NDArray picture = Autograd.owned(manager.create(pixels, new Shape(PICTURES, 3, SIDE, SIDE)));
        return boundary == 0 ? picture : LITE0.forward(picture, 0, boundary, Pass.evaluation(tensors));
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

    private static StateDict randomTensors(EngineSession session) {
        StateDict tensors = new StateDict(session.newManager());
        for (TensorSpec spec : LITE0.tensors()) {
            float[] values = Formula.of(Map.of()).signed(spec.name(), Math.toIntExact(spec.size()));
            boolean scale =
                    spec.role() == TensorSpec.Role.NORM_SCALE || spec.role() == TensorSpec.Role.RUNNING_VARIANCE;
            for (int i = 0; i < values.length; i++) {
                values[i] = scale ? 1 + values[i] / 2 : values[i] / 2;
            }
            tensors.put(spec.name(), values, spec.dimensions());
        }
        return tensors;
    }
}
