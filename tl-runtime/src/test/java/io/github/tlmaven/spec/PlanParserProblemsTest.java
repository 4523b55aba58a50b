package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.catalogue.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can be wrong in a pom, and the message it gets. */
class PlanParserProblemsTest {

    private static final String DATASET = "<dataset><directory>pictures</directory></dataset>";
    private static final String MODEL = "<model>efficientnet_lite0</model>";
    private static final String PROBE = "<probe>" + MODEL + "<strategy>extract</strategy></probe>";
    private static final String EXPERIMENTS = "<experiments>" + PROBE + "</experiments>";

    private static List<String> problems(String content) {
        PlanParser parser = new PlanParser(Catalogue.known(), List.of("skip", "threads"));
        return ListedProblems.of(content, () -> parser.parse(SettingXml.parse(content), "; and this hint"));
    }

    private static String problem(String content) {
        List<String> problems = problems(content);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static String inExperiment(String content) {
        return problem(DATASET + "<experiments><probe>" + MODEL + content + "</probe></experiments>");
    }

    @Test
    void unknownElementAtTheTopIsNamedWithTheNearest() {
        assertThat(problem(DATASET + EXPERIMENTS + "<thread>2</thread>"))
                .startsWith("<thread>: is not known; did you mean <threads>? allowed here: <device>, <seeds>,");
    }

    @Test
    void unknownElementOfAnExperimentIsNamedWithTheNearest() {
        assertThat(inExperiment("<strategy>extract</strategy><epoch>3</epoch>"))
                .startsWith("<experiments><probe><epoch>: is not known; did you mean <epochs>? allowed here: <model>,");
    }

    @Test
    void unknownElementOfTheDatasetIsNamed() {
        assertThat(problem("<dataset><directory>p</directory><split><ratio>1</ratio></split></dataset>" + EXPERIMENTS))
                .isEqualTo(
                        "<dataset><split><ratio>: is not known; allowed here: <validation>, <test>, <folds>, <seed>, <by>,"
                                + " <groupPattern>");
    }

    @Test
    void unknownModelIsNamedWithTheNearest() {
        assertThat(problem(DATASET + "<experiments><probe><model>efficientnet-lite0</model><strategy>extract</strategy>"
                        + "</probe></experiments>"))
                .isEqualTo("<experiments><probe><model>: 'efficientnet-lite0' is not known; did you mean"
                        + " efficientnet_lite0? mvn tl:models lists them all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "strategy | fine-tune | did you mean finetune? allowed: extract, finetune, scratch",
                "strategy | full | allowed: extract, finetune, scratch",
            })
    void unknownStrategyIsNamedWithTheAllowedOnes(String element, String value, String expected) {
        assertThat(inExperiment("<strategy>" + value + "</strategy>"))
                .startsWith("<experiments><probe><" + element + ">: '" + value + "' is not known;")
                .endsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unfreeze | last | 'last' is not known; allowed: last-block, all, progressive, stem, blocks.0, blocks.1,"
                        + " blocks.2, blocks.3, blocks.4, blocks.5, blocks.6, conv_head",
                "optimizer | adan | 'adan' is not known; did you mean adam? allowed: adamw, adam, sgd, rmsprop",
                "optimizer | lamb | 'lamb' is not known; allowed: adamw, adam, sgd, rmsprop",
                "augmentation | heavy | 'heavy' is not known; allowed: none, light, strong",
                "testTimeAugmentation | crops | 'crops' is not known; allowed: none, flip, five-crop, ten-crop",
                "featureType | half | 'half' is not known; allowed: float32, float16",
                "epochs | three | must be a whole number of 1 or more, was 'three'",
                "epochs | 0 | must be a whole number of 1 or more, was '0'",
                "epochs | 2.5 | must be a whole number of 1 or more, was '2.5'",
                "epochs | 99999999999 | must be a whole number of 1 or more, was '99999999999'",
                "batchSize | -1 | must be a whole number of 1 or more, was '-1'",
                "learningRate | 0 | must be a number above 0, was '0'",
                "learningRate | NaN | must be a number above 0, was 'NaN'",
                "learningRate | 1e999 | must be a number above 0, was '1e999'",
                "learningRate | 1e-999 | must be a number above 0, was '1e-999'",
                "weightDecay | -0.1 | must be a number of 0 or more, was '-0.1'",
                "labelSmoothing | 1 | must be a number of at least 0 and below 1, was '1'",
                "clipNorm | 0 | must be a number above 0, was '0'",
                "layerDecay | 1.1 | must be a number above 0 and at most 1, was '1.1'",
                "views | many | must be a whole number of 0 or more, was 'many'",
                "warmupEpochs | 12 | must be below the 12 epochs, was '12'",
            })
    void valueOutOfRangeIsQuotedWithWhatIsExpected(String element, String value, String expected) {
        String xml = "<" + element + ">" + value + "</" + element + ">";

        String message = inExperiment("<strategy>finetune</strategy>" + xml);

        assertThat(message)
                .startsWith("<experiments><probe><" + element + ">: ")
                .endsWith(expected);
    }

    @Test
    void emptyValueIsNotTakenForTheDefault() {
        assertThat(inExperiment("<strategy>extract</strategy><epochs/>"))
                .isEqualTo("<experiments><probe><epochs>: is empty; write a value or remove the element");
    }

    @Test
    void unresolvedPropertyIsNamedWhereverItStands() {
        assertThat(problems("<dataset><directory>${data.dir}/pictures</directory></dataset><skip>${skip.it}</skip>"
                        + "<experiments><probe>" + MODEL
                        + "<strategy>extract</strategy><epochs>${epochs.count}</epochs></probe></experiments>"))
                .containsExactly(
                        "<dataset><directory>: ${data.dir} is not defined; define the property, or write the value"
                                + " itself",
                        "<skip>: ${skip.it} is not defined; define the property, or write the value itself",
                        "<experiments><probe><epochs>: ${epochs.count} is not defined; define the property, or write"
                                + " the value itself");
    }

    @Test
    void duplicateExperimentIsNamed() {
        assertThat(problem(DATASET + "<experiments>" + PROBE + PROBE + "</experiments>"))
                .isEqualTo("<experiments><probe>: is given more than once");
    }

    @Test
    void duplicateEvaluationSetAndGateAreNamed() {
        assertThat(problems(DATASET + EXPERIMENTS + "<evaluationSets><a>x</a><a>y</a></evaluationSets>"
                        + "<gates><probe>accuracy > 0</probe><probe>accuracy > 1</probe></gates>"))
                .containsExactly(
                        "<evaluationSets><a>: is given more than once", "<gates><probe>: is given more than once");
    }

    @Test
    void idsThatShareAFolderOnSomeSystemsAreNamed() {
        assertThat(problem(DATASET + "<experiments>" + PROBE + PROBE.replace("probe", "Probe") + "</experiments>"))
                .isEqualTo("<experiments><Probe>: differs from <probe> in case alone; they would share a folder");
    }

    @Test
    void idThatIsNoFileNameIsNamed() {
        assertThat(problem(DATASET + "<experiments>" + PROBE.replace("probe", "größe") + "</experiments>"))
                .startsWith("<experiments><größe>: must begin with a letter");
    }

    @Test
    void missingModelAndStrategyAreNamed() {
        assertThat(problems(DATASET + "<experiments><probe/></experiments>"))
                .containsExactly(
                        "<experiments><probe><model>: is missing; name one, such as resnet50; mvn tl:models lists"
                                + " them all",
                        "<experiments><probe><strategy>: is missing; write extract, finetune or scratch");
    }

    @ParameterizedTest
    @CsvSource({
        "extract, unfreeze, all, 'with strategy extract, which trains the head alone'",
        "extract, layerDecay, 0.5, 'with strategy extract, which trains the head alone'",
        "finetune, momentum, 0.5, with optimizer adamw",
        "extract, views, 4, 'without augmentation, where all views are alike'",
        "extract, views, 0, 'without augmentation, where all views are alike'",
    })
    void optionWithoutEffectIsRefused(String strategy, String element, String value, String reason) {
        String xml = "<" + element + ">" + value + "</" + element + ">";

        assertThat(inExperiment("<strategy>" + strategy + "</strategy>" + xml))
                .isEqualTo("<experiments><probe><" + element + ">: has no effect " + reason + "; remove it");
    }

    @Test
    void viewsAreRefusedWhereNothingIsFrozen() {
        assertThat(inExperiment("<strategy>finetune</strategy><unfreeze>all</unfreeze><views>4</views>"))
                .startsWith("<experiments><probe><views>: has no effect where nothing is frozen");
    }

    @Test
    void missingExperimentsAreSaidWithTheHint() {
        assertThat(problem(DATASET))
                .startsWith("<experiments>: no experiment is configured; write one as <experiments><probe>")
                .endsWith("; and this hint");
    }

    @Test
    void missingDatasetIsSaid() {
        assertThat(problem(EXPERIMENTS))
                .isEqualTo("<dataset>: is missing; write <dataset><directory>…</directory></dataset>");
    }

    @Test
    void largestPictureMustFitAnArray() {
        String dataset = "<dataset><directory>p</directory><maxPixels>%s</maxPixels></dataset>" + EXPERIMENTS;
        assertThat(problem(dataset.formatted("0")))
                .isEqualTo("<dataset><maxPixels>: must be a whole number of 1 or more, was '0'");
        assertThat(problem(dataset.formatted("715827883")))
                .isEqualTo("<dataset><maxPixels>: must be at most 715827882, was 715827883");
    }

    @Test
    void datasetOfNeitherFormIsSaid() {
        assertThat(problem("<dataset/>" + EXPERIMENTS)).startsWith("<dataset><directory>: is missing;");
    }

    @Test
    void datasetOfBothFormsIsSaid() {
        assertThat(problem("<dataset><directory>p</directory><train>t</train><test>u</test></dataset>" + EXPERIMENTS))
                .isEqualTo("<dataset><directory>: has no effect beside <train>; remove it");
    }

    @Test
    void splitThatLeavesNothingIsSaid() {
        assertThat(problem("<dataset><directory>p</directory><split><validation>0.5</validation><test>0.5</test>"
                        + "</split></dataset>" + EXPERIMENTS))
                .startsWith("<dataset><split><test>: leaves nothing to train on");
    }

    @Test
    void textWhereElementsBelongIsQuoted() {
        assertThat(problems("<dataset>pictures</dataset>" + EXPERIMENTS))
                .first()
                .isEqualTo("<dataset>: must hold elements, holds the text 'pictures'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "device | tpu | must be auto, cpu, gpu or gpu:N (N counted from 0), was 'tpu'",
                "device | gpu:-1 | must be auto, cpu, gpu or gpu:N (N counted from 0), was 'gpu:-1'",
                "seeds | 1,b | must be whole numbers with commas between, as 1,2,3, was '1,b'",
                "seeds | 1,2, | must be whole numbers with commas between, as 1,2,3, was '1,2,'",
                "seeds | 1,2,1 | 1 is given more than once",
            })
    void wrongDeviceAndSeedsAreQuoted(String element, String value, String expected) {
        assertThat(problem(DATASET + EXPERIMENTS + "<" + element + ">" + value + "</" + element + ">"))
                .isEqualTo("<" + element + ">: " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "accuracy on nota >= 0.5 | evaluation set 'nota' is not known; did you mean noto? allowed: test, noto",
                "acuracy >= 0.5 | metric 'acuracy' is not known; did you mean accuracy?",
                "accuracy >= 80 | the limit must be a number from 0 to 1, as 0.80 for 80 %, was '80'",
                "accuracy >= high | the limit must be a number from 0 to 1, as 0.80 for 80 %, was 'high'",
                "good | must read like 'accuracy >= 0.80'",
                "accuracy == 0.5 | must read like 'accuracy >= 0.80'",
                "accuracy >= 0.5, | must read like 'accuracy >= 0.80'",
            })
    void wrongGateIsExplained(String gate, String expected) {
        assertThat(problem(DATASET + EXPERIMENTS + "<evaluationSets><noto>n</noto></evaluationSets><gates><probe>"
                        + gate + "</probe></gates>"))
                .startsWith("<gates><probe>: " + expected);
    }

    @Test
    void gateOfAnUnknownExperimentIsNamed() {
        assertThat(problem(DATASET + EXPERIMENTS + "<gates><prob>accuracy > 0</prob></gates>"))
                .isEqualTo("<gates><prob>: must be named after an experiment: 'prob' is not known; did you mean probe?"
                        + " allowed: probe");
    }

    @Test
    void nameOfTheTestPartIsReserved() {
        assertThat(problem(DATASET + EXPERIMENTS + "<evaluationSets><test>x</test></evaluationSets>"))
                .startsWith("<evaluationSets><test>: is the name of a part of the dataset");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThat(problems("<seeds>x</seeds><colour>red</colour>" + DATASET
                        + "<experiments><a><model>resnet</model><strategy>none</strategy><epochs>three</epochs></a><b>"
                        + MODEL + "<strategy>extract</strategy><momentum>2</momentum></b></experiments>"
                        + "<gates><c>accuracy > 0</c></gates>"))
                .hasSize(7);
    }
}
