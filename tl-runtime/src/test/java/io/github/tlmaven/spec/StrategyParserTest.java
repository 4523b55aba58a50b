package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every strategy as the pom writes it, its way through {@code plan.json}, and what can be wrong with it. */
class StrategyParserTest {

    private static final String DATASET = "<dataset><directory>pictures</directory></dataset>";

    private static Plan plan(String top, String content) {
        return new PlanParser(Catalogue.known(), List.of())
                .parse(SettingXml.parse(DATASET + top + "<experiments><it>" + content + "</it></experiments>"));
    }

    private static Experiment experiment(String content) {
        return plan("", "<model>resnet18</model>" + content).experiments().get(0);
    }

    private static Strategy strategy(String content) {
        return experiment(content).strategy();
    }

    private static List<String> problems(String top, String content) {
        return ListedProblems.of(content, () -> plan(top, content)).stream()
                .map(line -> line.substring("<experiments><it>".length()))
                .toList();
    }

    private static List<String> problems(String content) {
        return problems("", "<model>resnet18</model>" + content);
    }

    private static Strategy finetune(Unfreeze unfreeze, double layerDecay) {
        return new Strategy.Finetune(unfreeze, WarmStart.PROBE, Rates.falling(layerDecay), BatchNorm.EVAL);
    }

    @Test
    void boundaryOfTheModelCanBeNamed() {
        assertThat(strategy("<strategy>finetune</strategy><unfreeze>layer3</unfreeze>"))
                .isEqualTo(finetune(new Unfreeze.From("layer3"), 0.7));
    }

    @Test
    void lowestBoundaryMeansAll() {
        Experiment experiment = experiment("<strategy>finetune</strategy><unfreeze>stem</unfreeze>");

        assertThat(experiment.strategy()).isEqualTo(finetune(Unfreeze.ALL, 0.7));
        assertThat(experiment.training().views()).isEqualTo(1);
    }

    @Test
    void progressiveGoesDownAllStagesFromTheHeadWithoutAWarmStart() {
        assertThat(strategy("<strategy>finetune</strategy><unfreeze>progressive</unfreeze>"))
                .isEqualTo(new Strategy.Finetune(
                        new Unfreeze.Progressive(3, List.of("layer4", "layer3", "layer2", "layer1", "stem")),
                        WarmStart.NONE,
                        Rates.falling(0.7),
                        BatchNorm.EVAL));
    }

    @Test
    void listedBoundariesJoinFromTheHeadDownInWhateverOrderTheyStand() {
        assertThat(strategy("<strategy>finetune</strategy><unfreeze>progressive</unfreeze><stageEpochs>2</stageEpochs>"
                        + "<boundaries>layer2, layer4</boundaries><warmStart>probe</warmStart>"))
                .isEqualTo(finetune(new Unfreeze.Progressive(2, List.of("layer4", "layer2")), 0.7));
    }

    @Test
    void ratesBatchNormAndWarmStartAreRead() {
        assertThat(strategy("<strategy>finetune</strategy><warmStart>none</warmStart><batchNorm>train</batchNorm>"
                        + "<learningRates><layer4>1e-4</layer4><fc>0.01</fc></learningRates>"))
                .isEqualTo(new Strategy.Finetune(
                        Unfreeze.LAST_BLOCK,
                        WarmStart.NONE,
                        new Rates(1, Map.of("layer4", 1e-4, "fc", 0.01)),
                        BatchNorm.TRAIN));
    }

    @Test
    void scratchTrainsRandomNumbersWhateverTheTopLevelSays() {
        String content = "<model>resnet18</model><strategy>scratch</strategy>";
        Experiment experiment =
                plan("<weights>IMAGENET1K_V1</weights>", content).experiments().get(0);

        assertThat(experiment.model().weights()).isEqualTo(new WeightsSource.None());
        assertThat(experiment.strategy()).isEqualTo(new Strategy.Scratch(Rates.falling(1), BatchNorm.TRAIN));
        assertThat(experiment.training().views()).isEqualTo(1);
        assertThat(plan("", content + "<weights>none</weights>").experiments()).containsExactly(experiment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<strategy>extract</strategy>",
                "<strategy>finetune</strategy>",
                "<strategy>finetune</strategy><unfreeze>all</unfreeze><warmStart>none</warmStart>",
                "<strategy>finetune</strategy><unfreeze>layer2</unfreeze><layerDecay>0.9</layerDecay>",
                "<strategy>finetune</strategy><unfreeze>progressive</unfreeze><boundaries>layer4</boundaries>",
                "<strategy>scratch</strategy><batchNorm>eval</batchNorm>"
                        + "<learningRates><fc>0.1</fc><stem>1e-5</stem></learningRates>",
            })
    void everyStrategySurvivesThePlan(String content) throws Json.MalformedException {
        Plan plan = plan("", "<model>resnet18</model>" + content);

        assertThat(PlanCodec.read(PlanCodec.write(plan))).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<unfreeze>layer5</unfreeze> | <unfreeze>: 'layer5' is not known; did you mean layer1? allowed: last-block,"
                        + " all, progressive, stem, layer1, layer2, layer3, layer4",
                "<unfreeze>fc</unfreeze> | <unfreeze>: 'fc' is not known; allowed: last-block, all, progressive, stem,"
                        + " layer1, layer2, layer3, layer4",
                "<unfreeze>progressive</unfreeze><stageEpochs>0</stageEpochs> | <stageEpochs>: must be a whole number of"
                        + " 1 or more, was '0'",
                "<unfreeze>progressive</unfreeze><stageEpochs>12</stageEpochs> | <stageEpochs>: must be below the 12"
                        + " epochs, else nothing but the head is trained; was '12'",
                "<unfreeze>progressive</unfreeze><boundaries>layer4, layer9</boundaries> | <boundaries>: 'layer9' is not"
                        + " known; did you mean layer4? allowed: layer4, layer3, layer2, layer1, stem",
                "<unfreeze>progressive</unfreeze><boundaries>layer4,layer4</boundaries> | <boundaries>: layer4 is given"
                        + " more than once",
                "<unfreeze>progressive</unfreeze><stageEpochs>6</stageEpochs><boundaries>layer4,layer3</boundaries>"
                        + " | <boundaries>: names 2 of which the last begins after 12 epochs; there are 12. Name fewer,"
                        + " lower <stageEpochs> or raise <epochs>",
                "<stageEpochs>2</stageEpochs> | <stageEpochs>: has no effect without unfreeze progressive; remove it",
                "<boundaries>layer4</boundaries> | <boundaries>: has no effect without unfreeze progressive; remove it",
                "<learningRates><layer7>1</layer7></learningRates> | <learningRates><layer7>: 'layer7' is not known; did"
                        + " you mean layer1? allowed: stem, layer1, layer2, layer3, layer4, fc",
                "<learningRates><layer3>1</layer3></learningRates> | <learningRates><layer3>: has no effect beside"
                        + " <unfreeze>, which keeps that stage frozen; remove it",
                "<learningRates><fc>0</fc></learningRates> | <learningRates><fc>: must be a number above 0, was '0'",
                "<learningRates><fc>-1</fc></learningRates> | <learningRates><fc>: must be a number above 0, was '-1'",
                "<batchNorm>auto</batchNorm> | <batchNorm>: 'auto' is not known; allowed: eval, train",
                "<batchNorm>train</batchNorm><batchSize>1</batchSize> | <batchSize>: must be 2 or more with batchNorm"
                        + " train, since a single picture has no variance; was '1'",
                "<warmStart>head</warmStart> | <warmStart>: 'head' is not known; allowed: probe, none",
            })
    void whatIsWrongWithAFinetuneIsNamedOnce(String content, String expected) {
        assertThat(problems("<strategy>finetune</strategy>" + content)).containsExactly(expected);
    }

    /** Its batch norm is in training mode unless the pom says otherwise. */
    @Test
    void batchOfOneFromScratchIsRefused() {
        assertThat(problems("<strategy>scratch</strategy><batchSize>1</batchSize>"))
                .containsExactly("<batchSize>: must be 2 or more with batchNorm train, since a single picture has no"
                        + " variance; was '1'");
        String inEvaluationMode = "<strategy>scratch</strategy><batchSize>1</batchSize><batchNorm>eval</batchNorm>";
        assertThat(experiment(inEvaluationMode).training().batch()).isEqualTo(new BatchSpec(1));
    }

    @Test
    void weightsOfAnExperimentFromScratchAreRefused() {
        assertThat(problems("<strategy>scratch</strategy><weights>IMAGENET1K_V1</weights>"))
                .containsExactly("<weights>: has no effect with strategy scratch, which begins with random numbers;"
                        + " remove it");
    }

    @ParameterizedTest
    @CsvSource({"unfreeze, all", "warmStart, none", "stageEpochs, 2", "boundaries, layer4"})
    void scratchRefusesWhatAsksForFrozenStages(String element, String value) {
        assertThat(problems("<strategy>scratch</strategy><" + element + ">" + value + "</" + element + ">"))
                .containsExactly("<" + element + ">: has no effect with strategy scratch, which trains everything from"
                        + " random numbers; remove it");
    }

    @ParameterizedTest
    @CsvSource({
        "<strategy>finetune</strategy><unfreeze>progressive</unfreeze>, finetune",
        "<strategy>scratch</strategy>, scratch"
    })
    void torchScriptCanBeExtractedAlone(String content, String strategy) {
        assertThat(problems("", "<model>torchscript</model><weights>net.pt</weights>" + content))
                .containsExactly("<strategy>: must be extract with model torchscript, was '" + strategy
                        + "': a TorchScript file runs as a whole, so that no layer of it can be trained or frozen by"
                        + " itself");
    }
}
