package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.FormulaNetworks;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For each family: a picture's features have the same bits whoever computes them and whatever they share a batch with. */
@Tag("engine")
class FamilyBitsTest {

    private static final int PICTURES = 2 * Batches.SIZE + 1;
    private static final int COLOURS = 3;
    private static final int SIDE = 64;
    private static final Formula FORMULA = Formula.of(Map.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resnet18",
                "resnext50_32x4d",
                "vgg11",
                "vgg11_bn",
                "mobilenet_v2",
                "mobilenet_v3_small",
                "efficientnet_b0",
                "efficientnet_v2_s",
                "tf_efficientnet_lite1"
            })
    void featuresDependOnThePictureAlone(String name) {
        Architecture architecture = Architectures.of(name, Head.of(2));
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                StateDict tensors = FormulaNetworks.fill(session, architecture, FORMULA, FormulaNetworks.NORM_SCALE);
                FrozenStages frozen = new FrozenStages(architecture, 0, architecture.head(), tensors)) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, PICTURES).boxed().toList());
            Map<Integer, float[]> one = features(session, frozen, 1, order);
            assertThat(one.get(0)).hasSize(architecture.featureWidth()).isNotEqualTo(one.get(1));
            assertSame(features(session, frozen, 2, order), one);
            assertSame(features(session, frozen, 4, order), one);
            for (int shift = 1; shift < Batches.SIZE; shift++) {
                Collections.rotate(order, 1);
                assertSame(features(session, frozen, 2, order), one);
            }
            assertSame(features(session, frozen, 1, List.of(PICTURES - 1)), one);
        }
    }

    private static void assertSame(Map<Integer, float[]> actual, Map<Integer, float[]> expected) {
        actual.forEach(
                (picture, row) -> assertThat(row).as("picture %d", picture).isEqualTo(expected.get(picture)));
    }

    private static Map<Integer, float[]> features(
            EngineSession session, FrozenStages frozen, int threads, List<Integer> order) {
        Map<Integer, float[]> rows = new TreeMap<>();
        try (Workers workers = session.newWorkers(threads)) {
            List<float[]> outputs = workers.map(
                    Batches.of(order.size()),
                    batch -> output(
                            session, frozen, batch.stream().map(order::get).toList()));
            for (int i = 0; i < order.size(); i++) {
                float[] output = outputs.get(i / Batches.SIZE);
                int width = output.length / Batches.SIZE;
                int from = i % Batches.SIZE * width;
                rows.put(order.get(i), Arrays.copyOfRange(output, from, from + width));
            }
        }
        return rows;
    }

    private static float[] output(EngineSession session, FrozenStages frozen, List<Integer> pictures) {
        int floats = COLOURS * SIDE * SIDE;
        float[] pixels = new float[Batches.SIZE * floats];
        List<Integer> full = Batches.filled(pictures);
        for (int i = 0; i < full.size(); i++) {
            System.arraycopy(FORMULA.signed("picture " + full.get(i), floats), 0, pixels, i * floats, floats);
        }
        try (NDManager manager = session.newManager();
                NDArray input = Autograd.owned(manager.create(pixels, new Shape(Batches.SIZE, COLOURS, SIDE, SIDE)));
                NDArray features = frozen.forward(input)) {
            return features.toFloatArray();
        }
    }
}
