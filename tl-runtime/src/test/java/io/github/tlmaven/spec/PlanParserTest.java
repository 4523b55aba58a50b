package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.catalogue.Catalogue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What good configurations become. */
class PlanParserTest {

    private static final String DATASET = "<dataset><directory>pictures</directory></dataset>";

    private static Plan parse(String content) {
        return new PlanParser(Catalogue.known(), List.of("skip")).parse(SettingXml.parse(content));
    }

    private static Experiment experiment(String content) {
        return parse(DATASET + "<experiments><it><model>efficientnet_lite0</model>" + content + "</it></experiments>")
                .experiments()
                .get(0);
    }

    private static Strategy warmStarted(Strategy.Unfreeze unfreeze, double layerDecay) {
        return new Strategy.Finetune(
                unfreeze, Strategy.WarmStart.PROBE, Strategy.Rates.falling(layerDecay), Strategy.BatchNorm.EVAL);
    }

    @Test
    void modelAndStrategyAloneMakeAnExtractExperiment() {
        Experiment experiment = experiment("<strategy>extract</strategy>");

        assertThat(experiment)
                .isEqualTo(new Experiment(
                        "it",
                        ModelSpec.of("tf_efficientnet_lite0"),
                        new Strategy.Extract(),
                        new TrainingSpec(
                                25,
                                new BatchSpec(32),
                                new UpdateSpec(
                                        new OptimizerSpec.AdamW(0.001, 0.01),
                                        false,
                                        new UpdateSpec.Clipping.Norm(1),
                                        OptionalDouble.empty()),
                                new ScheduleSpec(2, new Decay.Cosine(0)),
                                new LossSpec.CrossEntropy(0.1),
                                SelectionSpec.bestAccuracy(),
                                AugmentationSpec.none(),
                                1)));
    }

    @Test
    void finetuneTrainsTheLastBlockOnAugmentedViewsByDefault() {
        Experiment experiment = experiment("<strategy>finetune</strategy>");

        assertThat(experiment.strategy()).isEqualTo(warmStarted(Strategy.Unfreeze.LAST_BLOCK, 1));
        assertThat(experiment.training().epochs()).isEqualTo(12);
        assertThat(experiment.training().augmentation()).isEqualTo(AugmentationSpec.light());
        assertThat(experiment.training().views()).isEqualTo(4);
    }

    @Test
    void lowerLayersMoveLessWhereAllAreTrained() {
        Experiment experiment = experiment("<strategy>finetune</strategy><unfreeze>all</unfreeze>");

        assertThat(experiment.strategy()).isEqualTo(warmStarted(Strategy.Unfreeze.ALL, 0.7));
        assertThat(experiment.training().views()).isEqualTo(1);
    }

    @Test
    void everyOptionIsRead() {
        Experiment experiment = experiment("<strategy>finetune</strategy><unfreeze>last-block</unfreeze>"
                + "<layerDecay>0.5</layerDecay><epochs>7</epochs><batchSize>8</batchSize><optimizer>sgd</optimizer>"
                + "<learningRate>3e-2</learningRate><momentum>0</momentum><weightDecay>0</weightDecay>"
                + "<warmupEpochs>0</warmupEpochs><labelSmoothing>0.2</labelSmoothing><clipNorm>none</clipNorm>"
                + "<augmentation>light</augmentation><views>9</views>");

        assertThat(experiment)
                .isEqualTo(new Experiment(
                        "it",
                        ModelSpec.of("tf_efficientnet_lite0"),
                        warmStarted(Strategy.Unfreeze.LAST_BLOCK, 0.5),
                        new TrainingSpec(
                                7,
                                new BatchSpec(8),
                                new UpdateSpec(new OptimizerSpec.Sgd(0.03, 0, 0)),
                                new ScheduleSpec(0, new Decay.Cosine(0)),
                                new LossSpec.CrossEntropy(0.2),
                                SelectionSpec.bestAccuracy(),
                                AugmentationSpec.light(),
                                9)));
    }

    @Test
    void augmentationIsAWordOrSteps() {
        TrainingSpec word = experiment("<strategy>extract</strategy><augmentation>strong</augmentation>")
                .training();
        TrainingSpec steps = experiment("<strategy>finetune</strategy><views>3</views><augmentation><rotation>"
                        + "<degrees>15</degrees></rotation><flip/></augmentation>")
                .training();

        assertThat(word.augmentation()).isEqualTo(AugmentationSpec.strong());
        assertThat(word.views()).isEqualTo(4);
        assertThat(steps.augmentation())
                .isEqualTo(new AugmentationSpec(List.of(
                        new AugmentationStep.Flip(0.5, 0), new AugmentationStep.Rotation(15, Resampling.NEAREST))));
        assertThat(steps.views()).isEqualTo(3);
    }

    @Test
    void testTimeAugmentationIsReadAndOffUnlessAskedFor() {
        assertThat(experiment("<strategy>extract</strategy>").testTimeAugmentation())
                .isEqualTo(TestTimeAugmentation.NONE);
        assertThat(experiment("<strategy>extract</strategy><testTimeAugmentation>ten-crop</testTimeAugmentation>")
                        .testTimeAugmentation())
                .isEqualTo(TestTimeAugmentation.TEN_CROP);
    }

    @Test
    void featureTypeIsReadAndFloat32UnlessAskedFor() {
        assertThat(experiment("<strategy>extract</strategy>").featureType()).isEqualTo(FeatureType.FLOAT32);
        assertThat(experiment("<strategy>extract</strategy><featureType>float16</featureType>")
                        .featureType())
                .isEqualTo(FeatureType.FLOAT16);
    }

    @Test
    void noViewsMeanThatEveryEpochAugmentsAfresh() {
        TrainingSpec fresh =
                experiment("<strategy>finetune</strategy><views>0</views>").training();
        TrainingSpec mixed = experiment(
                        "<strategy>extract</strategy><views>0</views><augmentation><mixup/></augmentation>")
                .training();

        assertThat(fresh.isFresh()).isTrue();
        assertThat(mixed.isFresh()).isTrue();
        assertThat(mixed.augmentation()).isEqualTo(new AugmentationSpec(List.of(new MixingStep.Mixup(0.2))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<strategy>finetune</strategy><unfreeze>all</unfreeze>", "<strategy>scratch</strategy>"})
    void picturesAreMixedWhereNothingIsFrozen(String strategy) {
        Experiment experiment = experiment(strategy + "<augmentation><mixup/><cutmix/></augmentation>");

        assertThat(experiment.training().augmentation())
                .isEqualTo(new AugmentationSpec(List.of(new MixingStep.Mixup(0.2), new MixingStep.Cutmix(1))));
    }

    @Test
    void sgdHasDefaultsOfItsOwn() {
        Experiment experiment = experiment("<strategy>extract</strategy><optimizer>sgd</optimizer>");

        assertThat(experiment.training().update().optimizer()).isEqualTo(new OptimizerSpec.Sgd(0.01, 0.9, 1e-4));
    }

    @Test
    void warmupShrinksWithShortTraining() {
        assertThat(experiment("<strategy>extract</strategy><epochs>2</epochs>")
                        .training()
                        .schedule()
                        .warmupEpochs())
                .isEqualTo(1);
        assertThat(experiment("<strategy>extract</strategy><epochs>1</epochs>")
                        .training()
                        .schedule()
                        .warmupEpochs())
                .isZero();
    }

    @Test
    void wholePlanIsReadInThePomsOrder() {
        Plan plan = parse("<device>gpu:2</device><seeds>3, 1,2</seeds><skip>false</skip>"
                + "<dataset><directory>pictures</directory><split><validation>0.1</validation><test>0.3</test>"
                + "<seed>9</seed></split><corrupt>skip</corrupt><maxPixels>5000</maxPixels></dataset>"
                + "<evaluationSets><z><directory>other</directory></z><a>short/form</a></evaluationSets>"
                + "<experiments><z><model>efficientnet_lite0</model><strategy>extract</strategy></z>"
                + "<a.b-c><model>tf_efficientnet_lite0</model><strategy>finetune</strategy></a.b-c></experiments>"
                + "<gates><a.b-c>accuracy &gt;= 0.80, macro_f1 on z&lt;1</a.b-c></gates>");

        assertThat(plan.device()).isEqualTo(new DeviceRequest.Gpu(2));
        assertThat(plan.seeds()).containsExactly(3L, 1L, 2L);
        assertThat(plan.dataset())
                .isEqualTo(new DatasetSpec(
                        new DatasetSpec.Split("pictures", 0.1, 0.3, 9),
                        PictureFilter.ALL,
                        new DatasetSpec.Limits(DatasetSpec.Corrupt.SKIP, 10, 5000),
                        Optional.empty()));
        assertThat(plan.judgedOn()).containsExactly("test", "z", "a");
        assertThat(plan.evaluationSets())
                .containsEntry("z", EvaluationSet.at("other"))
                .containsEntry("a", EvaluationSet.at("short/form"));
        assertThat(plan.experiments()).extracting(Experiment::id).containsExactly("z", "a.b-c");
        assertThat(plan.gates())
                .containsExactly(
                        new Gate(
                                "a.b-c",
                                Gate.Metric.ACCURACY,
                                "test",
                                Gate.Comparison.AT_LEAST,
                                new BigDecimal("0.80")),
                        new Gate("a.b-c", Gate.Metric.MACRO_F1, "z", Gate.Comparison.BELOW, new BigDecimal("1")));
    }

    @Test
    void givenPartsAreRead() {
        String experiments =
                "<experiments><p><model>efficientnet_lite0</model><strategy>extract</strategy></p></experiments>";
        Plan without = parse("<dataset><train>t</train><test>u</test><split><validation>0.3</validation></split>"
                + "</dataset>" + experiments);
        Plan with = parse("<dataset><train>t</train><validation>v</validation><test>u</test></dataset>" + experiments);

        assertThat(without.dataset().source()).isEqualTo(new DatasetSpec.Parts("t", Optional.empty(), "u", 0.3, 1));
        assertThat(with.dataset().source()).isEqualTo(new DatasetSpec.Parts("t", Optional.of("v"), "u", 0.15, 1));
    }

    @Test
    void aGateReadsBackAsItsText() {
        Plan plan = parse(DATASET + "<evaluationSets><noto>n</noto></evaluationSets>"
                + "<experiments><p><model>efficientnet_lite0</model><strategy>extract</strategy></p></experiments>"
                + "<gates><p>accuracy_low on noto >= 0.68</p></gates>");

        assertThat(plan.gates()).extracting(Gate::text).containsExactly("accuracy_low on noto >= 0.68");
    }
}
