package io.github.tlmaven.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.catalogue.WeightSet;
import io.github.tlmaven.data.EvalPipeline;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.weights.EmbeddedWeights;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** From JPEG files to logits, against PIL, torchvision and timm. */
@Tag("engine")
class Lite0PicturesGoldenTest {

    /** As the weights' README asks: JPEG decoders differ in the last bit. */
    private static final double TOLERANCE = 2e-3;

    private static final int CLASSES = 1000;
    private static final Architecture LITE0 = TestNetworks.lite0(CLASSES);
    private static final WeightSet WEIGHTS = Catalogue.model(LITE0.name()).defaultWeights();

    private static EngineSession session;
    private static StateDict tensors;

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        try (SafetensorsFile file = EmbeddedWeights.open(WEIGHTS)) {
            tensors = NetworkLoader.PLAIN.whole(file, LITE0, session.newManager());
        }
    }

    @AfterAll
    static void close() {
        tensors.close();
        session.close();
    }

    @TestFactory
    Stream<DynamicTest> logitsFromFilesAreTimms() {
        List<?> pictures = (List<?>) Golden.member(Golden.json("weights/golden.json"), "pictures");
        assertThat(pictures).isNotEmpty();
        return pictures.stream().map(Lite0PicturesGoldenTest::object).map(golden -> {
            String file = (String) Golden.member(golden, "file");
            return DynamicTest.dynamicTest(file, () -> compare(golden, picture(file)));
        });
    }

    private static Map<String, @Nullable Object> object(@Nullable Object value) {
        try {
            return Json.asObject(value, "picture");
        } catch (Json.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path picture(String name) {
        String folder = System.getProperty("golden.dir", "");
        if (folder.isBlank()) {
            return Golden.require("weights/pictures/" + name);
        }
        Path file =
                Path.of(folder).toAbsolutePath().resolveSibling("sample-data").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no picture " + file);
        return file;
    }

    private static void compare(Map<String, @Nullable Object> golden, Path file) {
        float[] logits = logits(new Picture(file.getFileName().toString(), file, 0, Sha256.of(file)));
        double tolerance = TOLERANCE * GoldenValues.number(golden, "logitsAbsMax");
        double[] expected = GoldenValues.numbers(golden, "logits");
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) logits[i]).as("logit %d", i).isCloseTo(expected[i], within(tolerance));
        }
        double[] byLogit = IntStream.range(0, CLASSES)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -logits[k]))
                .mapToDouble(Integer::doubleValue)
                .toArray();
        assertThat(byLogit[0]).as("top-1").isEqualTo(GoldenValues.number(golden, "top1"));
        assertThat(byLogit).as("top-5").startsWith(GoldenValues.numbers(golden, "top5"));
    }

    private static float[] logits(Picture picture) {
        Preprocessing preprocessing = WEIGHTS.preprocessing();
        EvalPipeline pipeline = new EvalPipeline(preprocessing);
        long[] row = {preprocessing.crop(), preprocessing.crop(), 3};
        try (NDManager manager = session.newManager();
                NDArray input = ChannelsLast.filled(manager, 1, row, floats -> pipeline.write(picture, floats));
                FrozenStages stages = new FrozenStages(LITE0, 0, LITE0.stages().size(), tensors);
                NDArray output = stages.forward(input)) {
            return output.toFloatArray();
        }
    }
}
