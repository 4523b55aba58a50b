package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Golden;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.TestPictures;
import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.weights.torchscript.TorchScriptArchive;
import io.github.tlmaven.weights.torchscript.TorchScriptNetwork;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features of a TorchScript network are extracted and stored like those of any other frozen part. */
@Tag("engine")
class TorchScriptFeaturesTest {

    private static final int PICTURES = 11;
    private static final int SIDE = 8;
    private static final int CLASSES = 3;
    private static final Preprocessing SMALL = new Preprocessing(
            9, Preprocessing.Interpolation.BILINEAR, SIDE, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2));

    private static EngineSession session;
    private static StateDict noTensors;

    @TempDir
    private Path folder;

    private final TestLog log = new TestLog();
    private final List<PixelSource> sources = new ArrayList<>();

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        noTensors = new StateDict(session.newManager());
    }

    @AfterAll
    static void close() {
        noTensors.close();
        session.close();
    }

    @BeforeEach
    void write() {
        for (int i = 0; i < PICTURES; i++) {
            Path file = TestPictures.write(folder.resolve(i + ".png"), 20 + i, i);
            Picture picture = new Picture("a/" + i + ".png", file, 0, Sha256.of(file));
            sources.add(new EvaluationPixels(new EvalPipeline(SMALL), picture));
        }
    }

    private static TorchScriptNetwork network(String name) {
        TorchScriptArchive archive = TorchScriptArchive.open(Golden.require("checkpoints/" + name));
        return TorchScriptNetwork.open(archive, new Shape(Batches.SIZE, 3, SIDE, SIDE), session.newManager());
    }

    private static FrozenNetwork frozen(TorchScriptNetwork network) {
        return new FrozenNetwork(network.architecture(Head.of(CLASSES)), noTensors, SMALL, FeatureType.FLOAT32);
    }

    private static FeatureSpace space(TorchScriptNetwork network) {
        FrozenNetwork frozen = frozen(network);
        return frozen.space(frozen.architecture().head(), session.environment());
    }

    private float[] extract(TorchScriptNetwork network, int threads, String store, List<PixelSource> wanted) {
        FrozenNetwork frozen = frozen(network);
        try (Workers workers = session.newWorkers(threads);
                FeatureStore features = new FeatureStore(folder.resolve(store), log);
                NDManager manager = session.newManager()) {
            Activations rows = new FeatureExtractor(session, workers, features, log)
                    .extract("test", frozen, frozen.architecture().head(), wanted);
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                all.add(i);
            }
            try (NDArray batch = rows.batch(all, manager)) {
                assertThat(batch.getShape()).isEqualTo(new Shape(wanted.size(), network.featureWidth()));
                return batch.toFloatArray();
            }
        }
    }

    @Test
    void bitsDependNeitherOnWorkersNorOnNeighbours() {
        try (TorchScriptNetwork network = network("scripted.pt")) {
            float[] one = extract(network, 1, "one", sources);
            assertThat(extract(network, 2, "two", sources)).isEqualTo(one);
            assertThat(extract(network, 4, "four", sources)).isEqualTo(one);

            List<PixelSource> reversed = new ArrayList<>(sources);
            Collections.reverse(reversed);
            float[] back = extract(network, 2, "reversed", reversed);
            int width = network.featureWidth();
            for (int i = 0; i < PICTURES; i++) {
                for (int k = 0; k < width; k++) {
                    assertThat(back[(PICTURES - 1 - i) * width + k]).isEqualTo(one[i * width + k]);
                }
            }
        }
    }

    @Test
    void secondExtractionComputesNothing() {
        try (TorchScriptNetwork network = network("traced.pt");
                TorchScriptNetwork again = network("traced.pt")) {
            float[] first = extract(network, 2, "store", sources);
            assertThat(extract(again, 1, "store", sources)).isEqualTo(first);
            assertThat(log.infos()).containsExactly("test 11 computed, 0 stored", "test 0 computed, 11 stored");
        }
    }

    @Test
    void filesHaveSpacesOfTheirOwn() {
        try (TorchScriptNetwork traced = network("traced.pt");
                TorchScriptNetwork scripted = network("scripted.pt")) {
            assertThat(space(traced)).isNotEqualTo(space(scripted));
        }
    }
}
