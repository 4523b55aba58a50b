package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.FeatureExtractor.Request;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One pass that stores activations at several boundaries, beside a pass for each of them. */
@Tag("engine")
class SeveralBoundariesTest {

    private static final int LOWER = 7;
    private static final int UPPER = 9;
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);
    private static final Preprocessing SMALL =
            new Preprocessing(32, Preprocessing.Interpolation.BILINEAR, 32, HALF, HALF);
    private static final Architecture LITE0 = TestNetworks.lite0(2);

    @TempDir
    private static Path pictures;

    private static EngineSession session;
    private static StateDict tensors;

    /** Whole batches, of which none is filled up with pictures that are read once more. */
    private static List<Counted> sources;

    /** Keys of what was read. */
    private static final List<Sha256> READ = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path cache;

    private final TestLog log = new TestLog();

    private record Counted(PixelSource source) implements PixelSource {
        @Override
        public Sha256 key() {
            return source.key();
        }

        @Override
        public void write(FloatBuffer target) {
            READ.add(key());
            source.write(target);
        }
    }

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        tensors = TestNetworks.load(session, LITE0, 1);
        EvalPipeline pipeline = new EvalPipeline(SMALL);
        sources = TinyPictures.pictures(pictures, Batches.SIZE).stream()
                .map(picture -> new Counted(new EvaluationPixels(pipeline, picture)))
                .toList();
        assertThat(sources).hasSize(2 * Batches.SIZE);
    }

    @AfterAll
    static void close() {
        tensors.close();
        session.close();
    }

    private static Request request(Map<Integer, String> labels, List<Counted> wanted) {
        return new Request(new TreeMap<>(labels), wanted);
    }

    /** Rows of each request by boundary. */
    private List<Map<Integer, float[]>> extract(Path folder, FeatureType type, Request... requests) {
        READ.clear();
        FrozenNetwork network = new FrozenNetwork(LITE0, tensors, SMALL, type);
        try (Workers workers = session.newWorkers(2);
                FeatureStore store = new FeatureStore(folder, log)) {
            return new FeatureExtractor(session, workers, store, log)
                    .extract("test", network, List.of(requests)).stream()
                            .map(SeveralBoundariesTest::values)
                            .toList();
        }
    }

    private static Map<Integer, float[]> values(Map<Integer, Activations> byBoundary) {
        Map<Integer, float[]> values = new TreeMap<>();
        byBoundary.forEach((boundary, activations) -> {
            List<Integer> all = IntStream.range(0, activations.size()).boxed().toList();
            try (NDManager manager = session.newManager();
                    NDArray rows = activations.batch(all, manager)) {
                values.put(boundary, rows.toFloatArray());
            }
        });
        return values;
    }

    private float[] alone(int boundary, FeatureType type) {
        Path own = cache.resolve("alone-at-" + boundary);
        return extract(own, type, request(Map.of(boundary, ""), sources)).get(0).getOrDefault(boundary, new float[0]);
    }

    @ParameterizedTest
    @EnumSource(FeatureType.class)
    void rowsAreThoseOfAPassForEachBoundary(FeatureType type) {
        float[] lower = alone(LOWER, type);
        float[] upper = alone(UPPER, type);

        List<Map<Integer, float[]>> rows =
                extract(cache, type, request(Map.of(UPPER, "upper", LOWER, "lower"), sources));

        assertThat(rows.get(0)).containsOnlyKeys(LOWER, UPPER);
        assertThat(rows.get(0).get(LOWER)).isEqualTo(lower);
        assertThat(rows.get(0).get(UPPER)).isEqualTo(upper);
        assertThat(READ).hasSameSizeAs(sources).doesNotHaveDuplicates();
    }

    @Test
    void eachBoundaryStoresWhatItLacks() {
        float[] lower = alone(LOWER, FeatureType.FLOAT32);
        float[] upper = alone(UPPER, FeatureType.FLOAT32);
        List<Counted> everySecond = IntStream.range(0, sources.size())
                .filter(i -> i % 2 == 1)
                .mapToObj(sources::get)
                .toList();
        extract(cache, FeatureType.FLOAT32, request(Map.of(LOWER, "before"), everySecond));

        List<Map<Integer, float[]>> rows =
                extract(cache, FeatureType.FLOAT32, request(Map.of(UPPER, "upper", LOWER, "lower"), sources));

        assertThat(rows.get(0).get(LOWER)).isEqualTo(lower);
        assertThat(rows.get(0).get(UPPER)).isEqualTo(upper);
        assertThat(READ).hasSameSizeAs(sources).doesNotHaveDuplicates();
        assertThat(log.infos()).endsWith("lower 4 computed, 4 stored", "upper 8 computed, 0 stored");
    }

    @Test
    void requestsOfTheSamePicturesShareTheirRows() {
        List<Map<Integer, float[]>> rows = extract(
                cache,
                FeatureType.FLOAT32,
                request(Map.of(UPPER, "first"), sources),
                request(Map.of(LOWER, "lower", UPPER, "second"), sources),
                request(Map.of(), sources));

        assertThat(rows.get(1).get(UPPER)).isEqualTo(rows.get(0).get(UPPER));
        assertThat(rows.get(2)).isEmpty();
        assertThat(READ).hasSameSizeAs(sources).doesNotHaveDuplicates();
        assertThat(log.infos())
                .containsExactly(
                        "first 8 computed, 0 stored", "lower 8 computed, 0 stored", "second 0 computed, 8 stored");
    }

    @Test
    void picturesThatAreStoredEverywhereAreNotRead() {
        Request both = request(Map.of(UPPER, "upper", LOWER, "lower"), sources);
        List<Map<Integer, float[]>> first = extract(cache, FeatureType.FLOAT32, both);

        List<Map<Integer, float[]>> second = extract(cache, FeatureType.FLOAT32, both);

        assertThat(READ).isEmpty();
        assertThat(second.get(0).get(LOWER)).isEqualTo(first.get(0).get(LOWER));
        assertThat(log.infos()).endsWith("lower 0 computed, 8 stored", "upper 0 computed, 8 stored");
    }
}
