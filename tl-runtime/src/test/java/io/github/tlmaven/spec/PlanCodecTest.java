package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.Json.MalformedException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlanCodecTest {

    private static final TrainingSpec WITH_SGD = new TrainingSpec(
            12,
            new BatchSpec(32),
            new UpdateSpec(new OptimizerSpec.Sgd(0.01, 0.9, 1e-4)),
            new ScheduleSpec(2, new Decay.Cosine(0)),
            new LossSpec.CrossEntropy(0.1),
            SelectionSpec.bestAccuracy(),
            AugmentationSpec.light(),
            4);

    private static final TrainingSpec WITH_ADAMW =
            Trainings.clipped(Trainings.plain(25, 1, new OptimizerSpec.AdamW(1e-3, 100)), 1);

    private static Plan plan(DatasetSpec.Source source) {
        Map<String, EvaluationSet> sets = new LinkedHashMap<>();
        sets.put("z-style", EvaluationSet.at("some/folder"));
        sets.put("a-style", EvaluationSet.at("folder with ä and \"quotes\""));
        return new Plan(
                new DeviceRequest.Gpu(1),
                List.of(3L, -1L, Long.MAX_VALUE),
                new DatasetSpec(
                        source,
                        PictureFilter.ALL,
                        new DatasetSpec.Limits(DatasetSpec.Corrupt.SKIP, 3, 1234),
                        Optional.empty()),
                sets,
                AuditSpec.USUAL,
                List.of(
                        new Experiment("z-probe", ModelSpec.of("m"), new Strategy.Extract(), WITH_ADAMW),
                        new Experiment(
                                "a-block",
                                ModelSpec.of("m"),
                                new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1),
                                WITH_SGD,
                                TestTimeAugmentation.FIVE_CROP,
                                FeatureType.FLOAT16),
                        new Experiment(
                                "all", ModelSpec.of("m"), new Strategy.Finetune(Strategy.Unfreeze.ALL, 0.7), WITH_SGD)),
                List.of(
                        new Gate(
                                "z-probe",
                                Gate.Metric.ACCURACY,
                                Plan.TEST_SET,
                                Gate.Comparison.AT_LEAST,
                                new BigDecimal("0.80")),
                        new Gate(
                                "all",
                                Gate.Metric.MACRO_F1,
                                "a-style",
                                Gate.Comparison.BELOW,
                                new BigDecimal("0.123456789012345678901"))));
    }

    private static Plan splitPlan() {
        return plan(new DatasetSpec.Split("src/main/dataset", 0.15, 0.25, 7));
    }

    @ParameterizedTest
    @CsvSource({"net.pth, 'file must be absolute, was net.pth'", "/net\\u0000.pth, Nul character not allowed"})
    void aFetchedFileThatCannotBeIsMalformed(String path, String problem) {
        Workspace workspace =
                new Workspace(Path.of("/base"), Path.of("/out"), Path.of("/cache"), 0, 1, false, false, List.of());
        String sound = RequestCodec.write(new RunRequest(
                Goal.EXTRACT, splitPlan(), workspace, Map.of("z-probe", new FetchedFile(Path.of("/net.pth"), ""))));
        assertThatThrownBy(() -> RequestCodec.read(sound.replace("/net.pth", path)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void fetchedArchivesSurviveTheRoundTrip() throws MalformedException {
        Workspace workspace =
                new Workspace(Path.of("/base"), Path.of("/out"), Path.of("/cache"), 0, 1, false, false, List.of());
        FetchedFile file = new FetchedFile(Path.of("/d.zip"), "");
        for (Map<String, FetchedFile> archives :
                List.of(Map.<String, FetchedFile>of(), Map.of(Plan.DATASET, file, "noto", file))) {
            RunRequest request = new RunRequest(Goal.EXTRACT, splitPlan(), workspace, Map.of(), archives);
            assertThat(RequestCodec.read(RequestCodec.write(request))).isEqualTo(request);
        }
    }

    @Test
    void splitPlanSurvivesTheRoundTrip() throws MalformedException {
        assertThat(PlanCodec.read(PlanCodec.write(splitPlan()))).isEqualTo(splitPlan());
    }

    @Test
    void plansOfGivenPartsSurviveTheRoundTrip() throws MalformedException {
        Plan with = plan(new DatasetSpec.Parts("t", Optional.of("v"), "u", 0.2, 1));
        Plan without = plan(new DatasetSpec.Parts("t", Optional.empty(), "u", 0.2, 1));

        assertThat(PlanCodec.read(PlanCodec.write(with))).isEqualTo(with);
        assertThat(PlanCodec.read(PlanCodec.write(without))).isEqualTo(without);
    }

    @Test
    void orderOfExperimentsAndSetsIsKept() throws MalformedException {
        Plan read = PlanCodec.read(PlanCodec.write(splitPlan()));

        assertThat(read.experiments()).extracting(Experiment::id).containsExactly("z-probe", "a-block", "all");
        assertThat(read.judgedOn()).containsExactly("test", "z-style", "a-style");
    }

    @Test
    void numbersAreWrittenAsTheShortestDecimals() {
        assertThat(PlanCodec.write(splitPlan()))
                .contains("\"learningRate\": 0.001,", "\"weightDecay\": 100,", "\"limit\": 0.80")
                .contains("\"clipNorm\": \"none\"", "\"clipNorm\": 1,", "\"weightDecay\": 0.0001,");
    }

    private static Plan with(ModelSpec model) {
        DatasetSpec.Source pictures = splitPlan().dataset().source();
        return Plans.of(pictures, new Experiment("it", model, new Strategy.Extract(), WITH_ADAMW));
    }

    static List<WeightsSource> sources() {
        Optional<String> digest = Optional.of("0123456789abcdef".repeat(4));
        URI address = URI.create("https://example.org/w.pth?raw=1");
        return List.of(
                new WeightsSource.Default(),
                new WeightsSource.None(),
                new WeightsSource.Published("IMAGENET1K_V2"),
                new WeightsSource.LocalFile("C:\\weights ä\\w.pth"),
                new WeightsSource.LocalFile("w.pth", digest),
                new WeightsSource.Artifact("g:a:1:pth"),
                new WeightsSource.Artifact("g:a:1:half:safetensors", digest),
                new WeightsSource.Url(address, Optional.empty()),
                new WeightsSource.Url(address, digest),
                new WeightsSource.DjlZoo(URI.create("djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18")),
                new WeightsSource.DjlZoo(URI.create("djl://ai.djl.pytorch/resnet"), digest));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everySourceOfWeightsSurvivesTheRoundTrip(WeightsSource source) throws MalformedException {
        Plan plan = with(new ModelSpec("m", source, List.of(), PreprocessingSpec.unstated(), HeadSpec.plain()));

        assertThat(PlanCodec.read(PlanCodec.write(plan))).isEqualTo(plan);
    }

    @Test
    void everythingAboutAModelSurvivesTheRoundTrip() throws MalformedException {
        Plan plan = with(new ModelSpec(
                "m",
                new WeightsSource.LocalFile("w.pth"),
                List.of(new Rename("^(layer\\d)_", "$1."), new Rename("^backbone\\.", "")),
                new PreprocessingSpec(
                        OptionalInt.of(300),
                        Optional.of(Preprocessing.Interpolation.BICUBIC),
                        OptionalInt.of(288),
                        Optional.of(List.of(0.5, 0.485, 0.0)),
                        Optional.of(List.of(1.0, 0.229, 100.0))),
                new HeadSpec(OptionalDouble.of(0.25), OptionalInt.of(64))));

        String text = PlanCodec.write(plan);

        assertThat(PlanCodec.read(text)).isEqualTo(plan);
        assertThat(text).contains("\"weights\": \"w.pth\"", "\"dropout\": 0.25", "\"interpolation\": \"bicubic\"");
    }

    @Test
    void onlyTheWeightsAreWrittenOfAModelThatStatesNothing() {
        assertThat(PlanCodec.write(with(ModelSpec.of("m"))))
                .contains("\"model\": \"m\",", "\"weights\": \"default\",")
                .doesNotContain("sha256", "rename", "preprocessing", "head");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sha256\": \"0123\" | sha256 has no place beside weights 'default'",
                "\"head\": {\"width\": 3} | plan.experiments.it.head.width is not known",
                "\"head\": {\"hidden\": 0} | hidden must be 1 or more",
                "\"preprocessing\": {\"crop\": 1.5} | crop must be a whole number",
                "\"preprocessing\": {\"mean\": [1, 2]} | mean must be three numbers",
                "\"preprocessing\": {\"std\": [1, \"2\", 3]} | std must be numbers",
                "\"rename\": [{\"from\": \"(\", \"to\": \"\"}] | must be a regular expression",
                "\"rename\": [{\"from\": \"a\"}] | rename.to is missing",
            })
    void badMembersOfAModelAreRefused(String member, String expected) {
        String text = PlanCodec.write(with(ModelSpec.of("m"))).replace("\"model\"", member + ", \"model\"");

        assertThatThrownBy(() -> PlanCodec.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void addressThatIsNoneIsRefused() {
        String text = PlanCodec.write(with(ModelSpec.of("m"))).replace("\"default\"", "\"ftp://example.org/w\"");

        assertThatThrownBy(() -> PlanCodec.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("weights must be an address");
    }

    @Test
    void requestSurvivesTheRoundTripOnOneLine(@TempDir Path folder) throws MalformedException {
        Workspace workspace = new Workspace(
                folder,
                folder.resolve("target/tl"),
                folder.resolve("cache ä"),
                20L << 30,
                3,
                true,
                false,
                List.of("all", "a-block"));
        RunRequest request = new RunRequest(
                Goal.FINETUNE,
                splitPlan(),
                workspace,
                Map.of("all", new FetchedFile(folder.resolve("weights.pth"), "0aa007d2")));

        String line = RequestCodec.write(request);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(RequestCodec.read(line)).isEqualTo(request);
    }

    @Test
    void unknownMemberIsRefused() {
        String text = PlanCodec.write(splitPlan()).replace("\"corrupt\"", "\"colour\": 1, \"corrupt\"");

        assertThatThrownBy(() -> PlanCodec.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("plan.dataset.colour");
    }

    @Test
    void missingMemberIsRefused() {
        String text = PlanCodec.write(splitPlan()).replaceFirst("\"batchSize\": 1,", "");

        assertThatThrownBy(() -> PlanCodec.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("plan.experiments.z-probe.batchSize is missing");
    }

    @Test
    void valueOutOfRangeIsRefused() {
        String text = PlanCodec.write(splitPlan()).replaceFirst("\"epochs\": 25", "\"epochs\": 0");

        assertThatThrownBy(() -> PlanCodec.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("epochs");
    }

    @Test
    void fractionWhereAWholeNumberBelongsIsRefused() {
        String text = PlanCodec.write(splitPlan()).replaceFirst("\"epochs\": 25", "\"epochs\": 2.5");

        assertThatThrownBy(() -> PlanCodec.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("epochs must be a whole number");
    }

    @Test
    void unknownKeywordIsRefused() {
        String text = PlanCodec.write(splitPlan()).replace("\"eval\"", "\"sometimes\"");

        assertThatThrownBy(() -> PlanCodec.read(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("batchNorm is unknown: 'sometimes'");
    }
}
