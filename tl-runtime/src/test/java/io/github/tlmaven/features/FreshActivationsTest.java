package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.TrainPipeline;
import io.github.tlmaven.data.augment.RandomSteps;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.StateDict;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Activations that are computed in every epoch, beside those that the store would hold of the same pixels. */
@Tag("engine")
class FreshActivationsTest {

    private static final int SIDE = 32;
    private static final int BOUNDARY = 7;
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);
    private static final Preprocessing SMALL =
            new Preprocessing(36, Preprocessing.Interpolation.BILINEAR, SIDE, HALF, HALF);
    private static final Architecture LITE0 = TestNetworks.lite0(2);
    private static final AugmentedPixels.Augmenter LIGHT = new AugmentedPixels.Augmenter(
            new TrainPipeline(SMALL, new RandomSteps(AugmentationSpec.light(), SMALL), 1), "light", 1);

    /** More than a batch, not in order, one of them twice. */
    private static final List<Integer> ITEMS = List.of(5, 0, 3, 1, 0);

    @TempDir
    private static Path folder;

    private static EngineSession session;
    private static StateDict tensors;
    private static FrozenStages frozen;
    private static List<Picture> pictures;

    @TempDir
    private Path cache;

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        tensors = TestNetworks.load(session, LITE0, 1);
        frozen = new FrozenStages(LITE0, 0, BOUNDARY, tensors);
        pictures = TinyPictures.pictures(folder, 3);
    }

    @AfterAll
    static void close() {
        frozen.close();
        tensors.close();
        session.close();
    }

    private static FreshActivations fresh() {
        return new FreshActivations(
                new FrozenPass(session, frozen, SIDE, FeatureType.FLOAT32),
                pictures.size(),
                (item, epoch) -> new AugmentedPixels(LIGHT, pictures.get(item), epoch));
    }

    private static float[] batch(TrainingInputs inputs, List<Integer> items, int epoch) {
        try (NDManager manager = session.newManager();
                NDArray batch = inputs.batch(items, epoch, manager)) {
            return batch.toFloatArray();
        }
    }

    private float[] stored(int epoch) {
        List<PixelSource> sources = new ArrayList<>();
        pictures.forEach(picture -> sources.add(new AugmentedPixels(LIGHT, picture, epoch)));
        FrozenNetwork network = new FrozenNetwork(LITE0, tensors, SMALL, FeatureType.FLOAT32);
        TestLog log = new TestLog();
        try (Workers workers = session.newWorkers(2);
                FeatureStore store = new FeatureStore(cache, log);
                NDManager manager = session.newManager()) {
            Activations activations =
                    new FeatureExtractor(session, workers, store, log).extract("test", network, BOUNDARY, sources);
            try (NDArray batch = activations.batch(ITEMS, manager)) {
                return batch.toFloatArray();
            }
        }
    }

    @Test
    void rowsHaveTheBitsOfTheStoreWhereGradientsAreRecorded() {
        assertThat(Autograd.recording(() -> batch(fresh(), ITEMS, 1))).isEqualTo(stored(1));
    }

    @Test
    void epochsSeeDifferentActivationsOfAPicture() {
        assertThat(batch(fresh(), List.of(2), 0)).isNotEqualTo(batch(fresh(), List.of(2), 1));
    }

    private record Watching(List<Boolean> recording) implements PixelSource {
        @Override
        public Sha256 key() {
            throw new UnsupportedOperationException("nothing is stored");
        }

        @Override
        public void write(FloatBuffer target) {
            recording.add(Autograd.isRecording());
        }
    }

    @Test
    void theFrozenPartIsNotRecordedAndTheTrainedPartIs() {
        List<Boolean> recording = new ArrayList<>();
        FreshActivations watched = new FreshActivations(
                new FrozenPass(session, frozen, SIDE, FeatureType.FLOAT32),
                1,
                (item, epoch) -> new Watching(recording));
        boolean afterwards = Autograd.recording(() -> {
            batch(watched, List.of(0), 0);
            return Autograd.isRecording();
        });
        assertThat(recording).isNotEmpty().doesNotContain(true);
        assertThat(afterwards).isTrue();
    }
}
