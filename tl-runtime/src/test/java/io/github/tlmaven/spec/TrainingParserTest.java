package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.spec.BatchSpec.Sampling;
import io.github.tlmaven.spec.LossSpec.ClassWeights;
import io.github.tlmaven.spec.OptimizerSpec.Moments;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.SelectionSpec.Stopping;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an experiment's elements about training become, and the message that a wrong one gets. */
class TrainingParserTest {

    private static String configuration(String content) {
        return "<dataset><directory>pictures</directory></dataset><experiments><it>"
                + "<model>resnet18</model><strategy>finetune</strategy>" + content + "</it></experiments>";
    }

    private static Plan plan(String configuration) {
        return new PlanParser(Catalogue.known(), List.of()).parse(SettingXml.parse(configuration));
    }

    private static TrainingSpec training(String content) {
        return plan(configuration(content)).experiments().get(0).training();
    }

    private static List<String> problems(String content) {
        return problemsOf(configuration(content));
    }

    private static List<String> problemsOf(String configuration) {
        return ListedProblems.of(configuration, () -> plan(configuration)).stream()
                .map(line -> line.replace("<experiments><it>", ""))
                .toList();
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of("<optimizer>adam</optimizer>", new OptimizerSpec.Adam(1e-3, Moments.TORCH, 0)),
                Arguments.of(
                        "<beta1>0.8</beta1><beta2>0.99</beta2><epsilon>1e-6</epsilon>",
                        new OptimizerSpec.AdamW(1e-3, new Moments(0.8, 0.99, 1e-6), 0.01)),
                Arguments.of(
                        "<optimizer>sgd</optimizer><nesterov>true</nesterov>",
                        new OptimizerSpec.Sgd(0.01, 0.9, 0, true, 1e-4)),
                Arguments.of(
                        "<optimizer>sgd</optimizer><momentum>0.5</momentum><dampening>0.25</dampening>",
                        new OptimizerSpec.Sgd(0.01, 0.5, 0.25, false, 1e-4)),
                Arguments.of("<optimizer>rmsprop</optimizer>", new OptimizerSpec.RmsProp(1e-3, 0.99, 1e-8, 0, 0)),
                Arguments.of(
                        "<optimizer>rmsprop</optimizer><alpha>0.9</alpha><momentum>0.9</momentum><epsilon>0.001"
                                + "</epsilon><learningRate>0.064</learningRate><weightDecay>1e-5</weightDecay>",
                        new OptimizerSpec.RmsProp(0.064, 0.9, 1e-3, 0.9, 1e-5)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void optimizersHaveTorchsDefaultsAndOptions(String xml, OptimizerSpec expected) {
        assertThat(training(xml).update().optimizer()).isEqualTo(expected);
    }

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of("<schedule>constant</schedule>", new ScheduleSpec(2, new Decay.Constant())),
                Arguments.of("<schedule>step</schedule>", new ScheduleSpec(2, new Decay.Step(4, 0.1))),
                Arguments.of(
                        "<schedule>step</schedule><stepEpochs>5</stepEpochs><gamma>0.5</gamma>",
                        new ScheduleSpec(2, new Decay.Step(5, 0.5))),
                Arguments.of(
                        "<schedule>multi-step</schedule><milestones>6, 9</milestones>",
                        new ScheduleSpec(2, new Decay.MultiStep(List.of(6, 9), 0.1))),
                Arguments.of("<schedule>exponential</schedule>", new ScheduleSpec(2, new Decay.Exponential(0.9))),
                Arguments.of(
                        "<schedule>polynomial</schedule><power>2</power><warmupEpochs>0</warmupEpochs>",
                        new ScheduleSpec(0, new Decay.Polynomial(2))),
                Arguments.of("<finalFactor>0.01</finalFactor>", new ScheduleSpec(2, new Decay.Cosine(0.01))),
                Arguments.of("<schedule>one-cycle</schedule>", new ScheduleSpec(0, new Decay.OneCycle(0.3))),
                Arguments.of(
                        "<schedule>one-cycle</schedule><warmupEpochs>0</warmupEpochs><peakAt>0.5</peakAt>",
                        new ScheduleSpec(0, new Decay.OneCycle(0.5))));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void schedulesAreRead(String xml, ScheduleSpec expected) {
        assertThat(training(xml).schedule()).isEqualTo(expected);
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of("<loss>focal</loss>", new LossSpec.Focal(2, new ClassWeights.None())),
                Arguments.of(
                        "<loss>focal</loss><focalGamma>0.5</focalGamma><classWeights>balanced</classWeights>",
                        new LossSpec.Focal(0.5, new ClassWeights.Balanced())),
                Arguments.of(
                        "<classWeights>cat=1, red wine = 2.5,a=b=3</classWeights>",
                        new LossSpec.CrossEntropy(
                                0.1, new ClassWeights.Given(Map.of("cat", 1.0, "red wine", 2.5, "a=b", 3.0)))),
                Arguments.of("<classWeights>none</classWeights>", new LossSpec.CrossEntropy(0.1)));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void lossesAreRead(String xml, LossSpec expected) {
        assertThat(training(xml).loss()).isEqualTo(expected);
    }

    @Test
    void updatesAreRead() {
        UpdateSpec update = training("<decayAll>true</decayAll><clipValue>0.5</clipValue><emaDecay>0.99</emaDecay>")
                .update();
        assertThat(update.decayAll()).isTrue();
        assertThat(update.clipping()).isEqualTo(new Clipping.Value(0.5));
        assertThat(update.emaDecay()).isEqualTo(OptionalDouble.of(0.99));
        assertThat(training("<clipNorm>2</clipNorm><clipValue>none</clipValue>")
                        .update()
                        .clipping())
                .isEqualTo(new Clipping.Norm(2));
        assertThat(training("<clipNorm>none</clipNorm><clipValue>2</clipValue>")
                        .update()
                        .clipping())
                .isEqualTo(new Clipping.Value(2));
    }

    @Test
    void batchesAndSelectionAreRead() {
        TrainingSpec training =
                training("<batchSize>8</batchSize><accumulationSteps>4</accumulationSteps><microBatch>3</microBatch>"
                        + "<sampling>balanced</sampling><keep>last</keep><monitor>validation_loss</monitor>"
                        + "<patience>3</patience><minDelta>0.01</minDelta>");
        assertThat(training.batch()).isEqualTo(new BatchSpec(8, 4, 3, Sampling.BALANCED));
        assertThat(training.selection())
                .isEqualTo(new SelectionSpec(Keep.LAST, Monitor.VALIDATION_LOSS, Optional.of(new Stopping(3, 0.01))));
        assertThat(training("<microBatch>64</microBatch>").batch())
                .as("larger than the batch")
                .isEqualTo(new BatchSpec(32, 1, 64, Sampling.SHUFFLED));
        assertThat(training("<patience>none</patience>").selection()).isEqualTo(SelectionSpec.bestAccuracy());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "accumulationSteps | 0 | must be a whole number of 1 or more, was '0'",
                "microBatch | 0 | must be a whole number of 1 or more, was '0'",
                "microBatch | -8 | must be a whole number of 1 or more, was '-8'",
                "microBatch | half | must be a whole number of 1 or more, was 'half'",
                "sampling | random | 'random' is not known; allowed: shuffled, balanced",
                "learningRate | -0.1 | must be a number above 0, was '-0.1'",
                "decayAll | yes | 'yes' is not known; allowed: true, false",
                "clipValue | -1 | must be a number above 0, was '-1'",
                "emaDecay | 1 | must be a number above 0 and below 1, was '1'",
                "schedule | linear | 'linear' is not known; allowed: cosine, constant, step, multi-step, exponential, polynomial, one-cycle",
                "finalFactor | 1 | must be a number of at least 0 and below 1, was '1'",
                "warmupEpochs | 12 | must be below the 12 epochs, was '12'",
                "warmupEpochs | 20 | must be below the 12 epochs, was '20'",
                "loss | hinge | 'hinge' is not known; allowed: cross-entropy, focal",
                "classWeights | cat | must be none, balanced, or classes with their weights above 0",
                "classWeights | cat=0 | must be none, balanced, or classes with their weights above 0",
                "classWeights | cat=1, | must be none, balanced, or classes with their weights above 0",
                "classWeights | cat=1, cat=2 | names the class 'cat' more than once",
                "monitor | accuracy | 'accuracy' is not known;",
                "keep | first | 'first' is not known; allowed: best, last",
                "patience | 0 | must be a whole number of 1 or more, was '0'",
                "beta1 | 1 | must be a number of at least 0 and below 1, was '1'",
            })
    void valueOutOfRangeIsQuotedWithWhatIsExpected(String element, String value, String expected) {
        assertThat(problems("<" + element + ">" + value + "</" + element + ">"))
                .singleElement()
                .asString()
                .startsWith("<" + element + ">: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<optimizer>sgd</optimizer><beta1>0.9</beta1> | <beta1>: has no effect with optimizer sgd",
                "<optimizer>adam</optimizer><nesterov>true</nesterov> | <nesterov>: has no effect with optimizer adam",
                "<alpha>0.9</alpha> | <alpha>: has no effect with optimizer adamw",
                "<optimizer>sgd</optimizer><momentum>0</momentum><nesterov>true</nesterov>"
                        + " | <nesterov>: needs a <momentum> above 0 and no <dampening>",
                "<optimizer>sgd</optimizer><dampening>0.1</dampening><nesterov>true</nesterov>"
                        + " | <nesterov>: needs a <momentum> above 0 and no <dampening>",
                "<optimizer>sgd</optimizer><momentum>0</momentum><dampening>0.1</dampening>"
                        + " | <dampening>: has no effect without momentum",
                "<clipNorm>1</clipNorm><clipValue>1</clipValue> | <clipValue>: cannot stand beside <clipNorm>",
                "<gamma>0.1</gamma> | <gamma>: has no effect with schedule cosine",
                "<schedule>step</schedule><milestones>3</milestones> | <milestones>: has no effect with schedule step",
                "<schedule>one-cycle</schedule><warmupEpochs>1</warmupEpochs>"
                        + " | <warmupEpochs>: has no effect with schedule one-cycle",
                "<schedule>multi-step</schedule> | <milestones>: is missing; write epochs",
                "<schedule>multi-step</schedule><milestones>6,6</milestones>"
                        + " | <milestones>: must be rising whole numbers from 1 with commas between, as 6,9, was '6,6'",
                "<schedule>multi-step</schedule><milestones>0</milestones> | <milestones>: must be rising",
                "<schedule>multi-step</schedule><milestones>3,10</milestones>"
                        + " | <milestones>: must be below the 10 epochs behind the warm-up, was '10'",
                "<loss>focal</loss><labelSmoothing>0.1</labelSmoothing>"
                        + " | <labelSmoothing>: has no effect with loss focal",
                "<focalGamma>1</focalGamma> | <focalGamma>: has no effect with loss cross-entropy",
                "<sampling>balanced</sampling><classWeights>balanced</classWeights>"
                        + " | <sampling>: balanced and <classWeights> balanced would make up for rare classes twice",
                "<minDelta>0.1</minDelta> | <minDelta>: has no effect without <patience>",
                "<keep>last</keep><monitor>validation_loss</monitor>"
                        + " | <monitor>: has no effect with keep last and without <patience>",
                "<batchSize>65536</batchSize><accumulationSteps>65536</accumulationSteps>"
                        + " | <accumulationSteps>: times <batchSize> must be at most 2147483647",
            })
    void settingsThatExcludeEachOtherAreNamed(String xml, String expected) {
        assertThat(problems(xml)).singleElement().asString().startsWith(expected);
    }

    /** Early stopping has a validation part to look at: no configuration is without one. */
    @Test
    void patienceWithoutAValidationPartIsRefusedAtTheSplit() {
        String dataset = "<dataset><directory>pictures</directory><split><validation>0</validation></split></dataset>";
        String experiment = "<model>resnet18</model><strategy>extract</strategy><patience>3</patience>";
        assertThat(problemsOf(dataset + "<experiments><it>" + experiment + "</it></experiments>"))
                .containsExactly("<dataset><split><validation>: must be a number above 0 and below 1, was '0'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixup", "cutmix"})
    void mixingStandsBesideBalancedSampling(String step) {
        TrainingSpec training = training(
                "<unfreeze>all</unfreeze><sampling>balanced</sampling><augmentation><" + step + "/></augmentation>");
        assertThat(training.batch().sampling()).isEqualTo(Sampling.BALANCED);
        assertThat(training.augmentation().mixes()).isTrue();
    }

    @Test
    void allProblemsOfATrainingAreReportedAtOnce() {
        assertThat(problems("<optimizer>lamb</optimizer><learningRate>0</learningRate><loss>hinge</loss>"
                        + "<schedule>one</schedule><patience>-1</patience><minDelta>x</minDelta>"))
                .hasSize(6);
    }
}
