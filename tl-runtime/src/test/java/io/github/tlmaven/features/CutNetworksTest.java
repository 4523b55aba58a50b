package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Formula;
import io.github.tlmaven.FormulaNetworks;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.store.HalfFloats;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For each family: a network that is cut at every boundary at once has the bits of one that ends at the boundary. */
@Tag("engine")
class CutNetworksTest {

    private static final int SIDE = 64;
    private static final int PICTURE = SIDE * SIDE * Preprocessing.CHANNELS;
    private static final Formula FORMULA = Formula.of(Map.of());

    /** The last place of a batch is filled up. */
    private static final List<PixelSource> PICTURES = IntStream.range(1, Batches.SIZE)
            .mapToObj(number -> (PixelSource) new FormulaPixels("picture " + number))
            .toList();

    private record FormulaPixels(String name) implements PixelSource {
        @Override
        public Sha256 key() {
            return Sha256.of(name);
        }

        @Override
        public void write(FloatBuffer target) {
            target.put(FORMULA.signed(name, PICTURE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resnet18",
                "vgg11",
                "mobilenet_v2",
                "mobilenet_v3_small",
                "efficientnet_b0",
                "tf_efficientnet_lite0"
            })
    void everyBoundaryHasTheBitsOfItsOwnPass(String name) {
        Architecture architecture = Architectures.of(name, Head.of(2));
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                Workers workers = session.newWorkers(1);
                StateDict tensors = FormulaNetworks.fill(session, architecture, FORMULA, FormulaNetworks.NORM_SCALE)) {
            workers.map(List.of(architecture), each -> {
                compare(session, each, tensors);
                return each;
            });
        }
    }

    private static void compare(EngineSession session, Architecture architecture, StateDict tensors) {
        List<Integer> boundaries =
                IntStream.rangeClosed(1, architecture.head()).boxed().toList();
        List<FrozenPass.Rows> cut = rows(session, architecture, tensors, boundaries, FeatureType.FLOAT32);
        List<FrozenPass.Rows> halves = rows(session, architecture, tensors, boundaries, FeatureType.FLOAT16);
        for (int i = 0; i < boundaries.size(); i++) {
            List<Integer> own = boundaries.subList(i, i + 1);
            FrozenPass.Rows alone = rows(session, architecture, tensors, own, FeatureType.FLOAT32)
                    .get(0);
            assertThat(values(alone)).as("some activation").isNotEqualTo(new float[values(alone).length]);
            assertSame(cut.get(i), alone, own);
            HalfFloats.round(alone.values());
            assertSame(halves.get(i), alone, own);
        }
    }

    /** By stages that end at the highest of the boundaries. */
    private static List<FrozenPass.Rows> rows(
            EngineSession session,
            Architecture architecture,
            StateDict tensors,
            List<Integer> boundaries,
            FeatureType type) {
        int highest = boundaries.get(boundaries.size() - 1);
        try (FrozenStages frozen = new FrozenStages(architecture, 0, highest, tensors)) {
            return new FrozenPass(session, frozen, SIDE, type).rows(PICTURES, boundaries);
        }
    }

    private static void assertSame(FrozenPass.Rows actual, FrozenPass.Rows expected, List<Integer> boundary) {
        assertThat(actual.shape()).as("at %s", boundary).isEqualTo(expected.shape());
        assertThat(values(actual)).as("at %s", boundary).isEqualTo(values(expected));
    }

    private static float[] values(FrozenPass.Rows rows) {
        float[] values = new float[rows.values().remaining()];
        rows.values().duplicate().get(values);
        return values;
    }
}
