package io.github.tlmaven.features;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.TestPictures;
import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.data.TrainPipeline;
import io.github.tlmaven.data.augment.RandomSteps;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.store.HalfFloats;
import io.github.tlmaven.store.StoredFiles;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations of real weights: their bits depend on the picture alone, and they outlive damage to the store. */
@Tag("engine")
class FeatureExtractorTest {

    private static final int PICTURES = 11;
    private static final int SIDE = 64;
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);
    private static final Preprocessing SMALL =
            new Preprocessing(72, Preprocessing.Interpolation.BICUBIC, SIDE, HALF, HALF);
    private static final Architecture LITE0 = TestNetworks.lite0(3);

    @TempDir
    private static Path pictures;

    private static EngineSession session;
    private static StateDict tensors;
    private static List<PixelSource> sources;

    @TempDir
    private Path cache;

    private final TestLog log = new TestLog();

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        tensors = TestNetworks.load(session, LITE0, 1);
        sources = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            sources.add(new EvaluationPixels(new EvalPipeline(SMALL), picture(i)));
        }
    }

    @AfterAll
    static void close() {
        tensors.close();
        session.close();
    }

    private static Picture picture(int variant) {
        Path file = TestPictures.write(pictures.resolve(variant + ".png"), 80 + variant, variant);
        return new Picture("a/" + variant + ".png", file, 0, Sha256.of(file));
    }

    private static FeatureSpace space(int boundary, StateDict numbers, Preprocessing preprocessing) {
        return FeatureSpace.of(LITE0, boundary, numbers, preprocessing, session.environment());
    }

    /** Rows by the source they belong to. */
    private Map<PixelSource, float[]> extract(int boundary, int threads, Path folder, List<PixelSource> wanted) {
        return extract(boundary, threads, folder, wanted, FeatureType.FLOAT32);
    }

    private Map<PixelSource, float[]> extract(
            int boundary, int threads, Path folder, List<PixelSource> wanted, FeatureType type) {
        try (Workers workers = session.newWorkers(threads);
                FeatureStore store = new FeatureStore(folder, log);
                NDManager manager = session.newManager()) {
            FeatureExtractor extractor = new FeatureExtractor(session, workers, store, log);
            Activations activations =
                    extractor.extract("test", new FrozenNetwork(LITE0, tensors, SMALL, type), boundary, wanted);
            Map<PixelSource, float[]> rows = new LinkedHashMap<>();
            for (int i = 0; i < wanted.size(); i++) {
                try (NDArray row = activations.batch(List.of(i), manager)) {
                    rows.put(wanted.get(i), row.toFloatArray());
                }
            }
            return rows;
        }
    }

    private static void assertSameRows(Map<PixelSource, float[]> actual, Map<PixelSource, float[]> expected) {
        assertThat(actual).isNotEmpty();
        actual.forEach((source, row) -> assertThat(row).isEqualTo(expected.get(source)));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9})
    void bitsAreEqualWithOneTwoAndFourWorkers(int boundary) {
        Map<PixelSource, float[]> one = extract(boundary, 1, cache.resolve("1"), sources);
        assertSameRows(extract(boundary, 2, cache.resolve("2"), sources), one);
        assertSameRows(extract(boundary, 4, cache.resolve("4"), sources), one);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9})
    void bitsAreEqualWhicheverPicturesShareABatch(int boundary) {
        Map<PixelSource, float[]> all = extract(boundary, 2, cache.resolve("all"), sources);
        List<PixelSource> reversed = new ArrayList<>(sources);
        Collections.reverse(reversed);
        assertSameRows(extract(boundary, 2, cache.resolve("reversed"), reversed), all);
        for (int first = 1; first < PICTURES; first += 3) {
            List<PixelSource> some = sources.subList(first, PICTURES);
            assertSameRows(extract(boundary, 2, cache.resolve("from" + first), some), all);
        }
        assertSameRows(extract(boundary, 1, cache.resolve("single"), List.of(sources.get(5))), all);
    }

    @Test
    void secondExtractionComputesNothing() {
        Map<PixelSource, float[]> first = extract(9, 2, cache, sources);
        Map<PixelSource, float[]> second = extract(9, 1, cache, sources);
        assertSameRows(second, first);
        assertThat(log.infos()).containsExactly("test 11 computed, 0 stored", "test 0 computed, 11 stored");
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void onlyWhatIsMissingIsComputed() {
        extract(9, 2, cache, sources.subList(0, 4));
        extract(9, 2, cache, sources);
        assertThat(log.infos()).containsExactly("test 4 computed, 0 stored", "test 7 computed, 4 stored");
    }

    @Test
    void damagedFileIsNamedAndComputedAgain() throws IOException {
        List<PixelSource> oneFile = sources.subList(0, 2 * Batches.SIZE);
        Map<PixelSource, float[]> intact = extract(9, 2, cache, oneFile);
        Path file = StoredFiles.chunks(cache).get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        assertSameRows(extract(9, 2, cache, oneFile), intact);

        assertThat(log.warnings()).singleElement().asString().contains("damaged", file.toString());
        assertThat(log.infos()).last().isEqualTo("test 8 computed, 0 stored");
    }

    @Test
    void twoBuildsFillOneFolderAtOnce() {
        Map<PixelSource, float[]> expected = extract(9, 1, cache.resolve("alone"), sources);
        Path shared = cache.resolve("shared");
        CompletableFuture<Map<PixelSource, float[]>> other =
                CompletableFuture.supplyAsync(() -> extract(9, 1, shared, sources));
        assertSameRows(extract(9, 1, shared, sources), expected);
        assertSameRows(other.join(), expected);
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void halvesAreTheRoundedActivationsAndLieApart() {
        Map<PixelSource, float[]> expected = extract(9, 2, cache, sources);
        expected.values().forEach(row -> HalfFloats.round(FloatBuffer.wrap(row)));
        assertSameRows(extract(9, 2, cache, sources, FeatureType.FLOAT16), expected);
        assertThat(log.infos()).last().isEqualTo("test 11 computed, 0 stored");
        assertSameRows(extract(9, 2, cache, sources, FeatureType.FLOAT16), expected);
        assertThat(log.infos()).last().isEqualTo("test 0 computed, 11 stored");
    }

    @Test
    void spaceChangesWithBoundaryWeightsAndPreprocessing() {
        Preprocessing other = new Preprocessing(73, Preprocessing.Interpolation.BICUBIC, SIDE, HALF, HALF);
        Preprocessing filter = new Preprocessing(72, Preprocessing.Interpolation.BILINEAR, SIDE, HALF, HALF);
        Preprocessing mean =
                new Preprocessing(72, Preprocessing.Interpolation.BICUBIC, SIDE, List.of(0.5, 0.5, 0.4), HALF);
        try (StateDict edited = TestNetworks.load(session, LITE0, 1);
                StateDict headOnly = TestNetworks.load(session, LITE0, 2)) {
            float[] bias = edited.tensor("bn1.bias").toFloatArray();
            bias[0] = Math.nextUp(bias[0]);
            edited.put("bn1.bias", bias, bias.length);
            FeatureSpace space = space(9, tensors, SMALL);
            assertThat(List.of(
                            space,
                            space(8, tensors, SMALL),
                            space(9, edited, SMALL),
                            space(9, tensors, other),
                            space(9, tensors, filter),
                            space(9, tensors, mean)))
                    .doesNotHaveDuplicates();
            assertThat(space(9, headOnly, SMALL)).as("the head is not frozen").isEqualTo(space);
        }
    }

    @Test
    void keyChangesWithPictureAugmentationViewAndSeed() {
        Picture picture = picture(20);
        EvaluationPixels plain = new EvaluationPixels(new EvalPipeline(SMALL), picture);
        assertThat(List.of(
                        plain.key(),
                        new EvaluationPixels(new EvalPipeline(SMALL), picture(21)).key(),
                        augmented(picture, 1, 0).key(),
                        augmented(picture, 1, 1).key(),
                        augmented(picture, 2, 0).key()))
                .doesNotHaveDuplicates();
        assertThat(new EvaluationPixels(new EvalPipeline(SMALL), picture).key()).isEqualTo(plain.key());
    }

    private static AugmentedPixels augmented(Picture picture, long seed, long view) {
        TrainPipeline pipeline = new TrainPipeline(SMALL, new RandomSteps(AugmentationSpec.light(), SMALL), seed);
        return new AugmentedPixels(new AugmentedPixels.Augmenter(pipeline, "light", seed), picture, view);
    }

    @Test
    void viewsOfAPictureHaveActivationsOfTheirOwn() {
        List<PixelSource> views = List.of(augmented(picture(3), 1, 0), augmented(picture(3), 1, 1), sources.get(3));
        Map<PixelSource, float[]> rows = extract(9, 2, cache, views);
        assertThat(rows.get(views.get(0))).isNotEqualTo(rows.get(views.get(1)));
        assertThat(rows.get(views.get(0))).isNotEqualTo(rows.get(views.get(2)));
    }
}
