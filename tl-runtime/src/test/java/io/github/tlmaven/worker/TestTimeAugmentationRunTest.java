package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Plans;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.report.files.PredictionsFile;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.FeatureType;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TestTimeAugmentation;
import io.github.tlmaven.spec.WeightsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Test-time augmentation on the worker's whole way. */
@Tag("engine")
class TestTimeAugmentationRunTest {

    private static final ModelSpec SCRIPT = model(ModelSpec.TORCHSCRIPT, new WeightsSource.LocalFile("traced.pt"), 8);
    private static final ModelSpec NETWORK = model("mobilenet_v3_small", new WeightsSource.None(), 32);
    private static final long SEED = 1;

    /** The probabilities of single views are rounded to float before their mean is taken here. */
    private static final float ROUNDING = 1e-6f;

    @TempDir
    private Path base;

    @BeforeEach
    void write() throws IOException {
        Runs.writePictures(base);
        Runs.copyTraced(base);
    }

    private static ModelSpec model(String name, WeightsSource weights, int crop) {
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                OptionalInt.of(crop + TenViews.MARGIN),
                Optional.empty(),
                OptionalInt.of(crop),
                Optional.empty(),
                Optional.empty());
        return new ModelSpec(name, weights, List.of(), preprocessing, HeadSpec.plain());
    }

    private static Experiment experiment(ModelSpec model, Strategy strategy, TestTimeAugmentation augmentation) {
        return new Experiment("it", model, strategy, Runs.training(1, 1), augmentation, FeatureType.FLOAT32);
    }

    private static Experiment extract(TestTimeAugmentation augmentation) {
        return experiment(SCRIPT, new Strategy.Extract(), augmentation);
    }

    private String run(Experiment experiment, List<String> sets, Goal... goals) {
        Plan plan = Plans.seeds(Plans.folders(Runs.plan(experiment), sets), SEED);
        return Runs.run(plan, Runs.workspace(base, base.resolve("target/tl"), base.resolve("cache"), 2), goals);
    }

    private Layout.Cell cell() {
        return new Layout(base.resolve("target/tl")).cell("it", SEED);
    }

    private List<PredictionsFile.Prediction> predictions(String set) {
        return PredictionsFile.read(cell().predictions(set)).predictions();
    }

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of(SCRIPT, new Strategy.Extract()),
                Arguments.of(NETWORK, new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1)),
                Arguments.of(NETWORK, new Strategy.Finetune(Strategy.Unfreeze.ALL, 1)));
    }

    /** Each view as a picture of its own, which an evaluation without test-time augmentation sees as it is. */
    @ParameterizedTest
    @MethodSource("networks")
    void probabilitiesAreTheMeansOfTenSingleEvaluations(ModelSpec model, Strategy strategy) {
        int crop = model.preprocessing().crop().orElseThrow();
        List<String> views = TenViews.write(base, crop);
        Goal goal = strategy instanceof Strategy.Extract ? Goal.EXTRACT : Goal.FINETUNE;
        run(experiment(model, strategy, TestTimeAugmentation.NONE), views, goal, Goal.EVALUATE);
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (String view : views) {
            for (PredictionsFile.Prediction each : predictions(view)) {
                double[] sum = sums.computeIfAbsent(each.picture(), key -> new double[2]);
                sum[0] += each.probabilities().get(0);
                sum[1] += each.probabilities().get(1);
            }
        }

        run(experiment(model, strategy, TestTimeAugmentation.TEN_CROP), List.of(TenViews.WHOLE), Goal.EVALUATE);

        assertThat(predictions(TenViews.WHOLE)).hasSameSizeAs(sums.keySet()).allSatisfy(each -> {
            double[] sum = Objects.requireNonNull(sums.get(each.picture()));
            assertThat(each.probabilities().get(0)).isCloseTo((float) (sum[0] / 10), within(ROUNDING));
            assertThat(each.probabilities().get(1)).isCloseTo((float) (sum[1] / 10), within(ROUNDING));
        });
    }

    @Test
    void aChangeTrainsNothingAndReplacesTheScores() {
        run(extract(TestTimeAugmentation.NONE), List.of("field"), Goal.EXTRACT, Goal.EVALUATE);
        Sha256 model = Sha256.of(cell().model());
        List<PredictionsFile.Prediction> plain = predictions("field");

        Experiment flipped = extract(TestTimeAugmentation.FLIP);
        assertThat(run(flipped, List.of("field"), Goal.EXTRACT)).contains("[it seed 1] is up to date");
        assertThat(run(flipped, List.of("field"), Goal.EVALUATE))
                .contains("test features: 4 computed, 4 stored"); // the centres are those of before

        assertThat(Sha256.of(cell().model())).isEqualTo(model);
        assertThat(MetricsFile.read(cell().metrics()).testTimeAugmentation()).isEqualTo(TestTimeAugmentation.FLIP);
        assertThat(predictions("field")).isNotEqualTo(plain);
    }

    @Test
    void anEvaluationThatFailsLeavesNoScoresOfOtherViews() throws IOException {
        run(extract(TestTimeAugmentation.NONE), List.of("field"), Goal.EXTRACT, Goal.EVALUATE);
        Files.delete(cell().predictions("field"));
        Files.createDirectories(cell().predictions("field").resolve("in-the-way"));

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> run(extract(TestTimeAugmentation.FIVE_CROP), List.of("field"), Goal.EVALUATE));

        assertThat(cell().metrics()).doesNotExist();
    }
}
