package io.github.tlmaven.spec;

import static io.github.tlmaven.spec.ConfiguredModels.DIGEST;
import static io.github.tlmaven.spec.ConfiguredModels.experiment;
import static io.github.tlmaven.spec.ConfiguredModels.problem;
import static io.github.tlmaven.spec.ConfiguredModels.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that can be wrong about a model and its weights, and the message it gets. */
class ModelParserProblemsTest {

    private static final String PATH = "<experiments><it>";
    private static final String FILE = "<weights>w.pth</weights>";
    private static final String SHA256 = "<sha256>" + DIGEST + "</sha256>";
    private static final String RENAME = "<rename><rule><from>a</from><to>b</to></rule></rename>";

    private static String weights(String model, String text) {
        return problem(model, "<weights>" + text + "</weights>");
    }

    private static String preprocessing(String model, String content) {
        return problem(model, "<preprocessing>" + content + "</preprocessing>");
    }

    private static String rule(String content) {
        return problem("resnet50", FILE + "<rename><rule>" + content + "</rule></rename>");
    }

    @Test
    void aModelThatResemblesNoneIsSaidWithoutListingAll() {
        assertThat(problem("a_model_of_my_own", "<epochs>3</epochs>"))
                .isEqualTo(PATH + "<model>: 'a_model_of_my_own' is not known; mvn tl:models lists them all");
        assertThat(problem("torch-script", FILE)).contains("did you mean torchscript?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vgg16 | IMAGENET1K_V2 | did you mean IMAGENET1K_V1? allowed: default, none, IMAGENET1K_V1, and a file of that"
                        + " name as ./IMAGENET1K_V2, was 'IMAGENET1K_V2'",
                "resnet50 | imagenet1k_v1 | did you mean IMAGENET1K_V1? allowed: default, none, IMAGENET1K_V2, IMAGENET1K_V1,"
                        + " and a file of that name as ./imagenet1k_v1, was 'imagenet1k_v1'",
                "resnet50 | NONE | did you mean none? allowed: default, none, IMAGENET1K_V2, IMAGENET1K_V1, and a file of that"
                        + " name as ./NONE, was 'NONE'",
                "resnet50 | COCO | allowed: default, none, IMAGENET1K_V2, IMAGENET1K_V1, and a file of that name as ./COCO,"
                        + " was 'COCO'",
            })
    void aSetThatTheModelHasNotIsNamedWithThoseItHas(String model, String text, String expected) {
        assertThat(weights(model, text))
                .startsWith(PATH + "<weights>: is no set of " + model + ";")
                .endsWith(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.org/w.pth, must be a path",
        "file:///srv/w.pth, must be a path",
        "https:///w.pth, must name a host",
        "https://exa mple.org/w.pth, must be an address",
        "org.example:weights:1.0, must be groupId:artifactId:version[:classifier]:type to name a file",
        "org.example:weights:1.0:, must be groupId:artifactId:version[:classifier]:type to name a file",
        "a:b:c:d:e:f, must be groupId:artifactId:version[:classifier]:type to name a file",
    })
    void aTextOfNoFormIsSaid(String text, String expected) {
        assertThat(weights("resnet50", text))
                .startsWith(PATH + "<weights>: " + expected)
                .endsWith(", was '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"djl://ai.djl.pytorch", "djl://ai.djl.pytorch/", "djl://a/b/c/d/e", "djl:///resnet"})
    void anIncompleteNameOfDjlsZooIsSaid(String text) {
        assertThat(weights("torchscript", text))
                .isEqualTo(PATH + "<weights>: must be djl://groupId/artifactId[/version[/name]], was '" + text + "'");
    }

    @Test
    void djlsZooNeedsTheModelTorchScript() {
        assertThat(weights("resnet18", "djl://ai.djl.pytorch/resnet"))
                .startsWith(PATH + "<weights>: needs <model>torchscript</model>, since a network of DJL's zoo")
                .contains("model was resnet18");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "default", "IMAGENET1K_V1"})
    void torchScriptNeedsAFile(String text) {
        assertThat(weights("torchscript", text))
                .startsWith(PATH + "<weights>: must name a TorchScript file for model torchscript: a path, ")
                .endsWith(", was '" + text + "'");
    }

    @Test
    void torchScriptWithoutWeightsIsSaid() {
        assertThat(problem("torchscript", "")).startsWith(PATH + "<weights>: must name a TorchScript file");
    }

    @Test
    void torchScriptCannotBeFinetuned() {
        assertThat(problems(
                        "", "<it><model>torchscript</model><weights>n.pt</weights><strategy>finetune</strategy></it>"))
                .containsExactly(
                        PATH + "<strategy>: must be extract with model torchscript, was 'finetune': a TorchScript"
                                + " file runs as a whole, so that no layer of it can be trained or frozen by itself");
    }

    @Test
    void torchScriptHasNoNamesToChange() {
        assertThat(problem("torchscript", FILE + RENAME))
                .startsWith(PATH + "<rename>: has no effect with model torchscript");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<weights>none</weights>", "<weights>IMAGENET1K_V1</weights>"})
    void digestAndRenameHaveNoEffectWithoutAFile(String weights) {
        assertThat(problems("", experiment("it", "resnet50", weights + SHA256 + RENAME)))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem)
                        .contains(": has no effect without <weights> that name a file by a path")
                        .endsWith("; remove it"))
                .anySatisfy(problem -> assertThat(problem).startsWith(PATH + "<sha256>"))
                .anySatisfy(problem -> assertThat(problem).startsWith(PATH + "<rename>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
    void digestThatIsNoneIsQuoted(String digest) {
        assertThat(problem("resnet50", FILE + "<sha256>" + digest + "</sha256>"))
                .startsWith(PATH + "<sha256>: must be 64 hexadecimal digits, was '" + digest.substring(0, 3));
    }

    @Test
    void digestAtTheTopIsRefusedWithoutWeightsThere() {
        assertThat(problems(SHA256, experiment("it", "resnet50", FILE)))
                .singleElement()
                .asString()
                .startsWith("<sha256>: has no effect");
    }

    @Test
    void aProblemOfTheWeightsAtTheTopIsSaidOnceForAModel() {
        assertThat(problems(
                        "<weights>IMAGENET1K_V2</weights>",
                        experiment("a", "vgg16", "")
                                + experiment("b", "vgg16", "")
                                + experiment("c", "resnet18", "")
                                + experiment("d", "resnet50", "")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).startsWith("<weights>: is no set of vgg16;"))
                .anySatisfy(problem -> assertThat(problem).startsWith("<weights>: is no set of resnet18;"));
    }

    @Test
    void emptyElementsAreNotTakenForDefaults() {
        assertThat(problems(
                        "<weights/>", experiment("it", "resnet50", FILE + "<sha256/><rename/><preprocessing/><head/>")))
                .containsExactlyInAnyOrder(
                        "<weights>: is empty; write a value or remove the element",
                        PATH + "<sha256>: is empty; write a value or remove the element",
                        PATH + "<rename>: is empty; write elements into it or remove it",
                        PATH + "<preprocessing>: is empty; write elements into it or remove it",
                        PATH + "<head>: is empty; write elements into it or remove it");
    }

    @Test
    void unresolvedWeightsAreSaidOnceAndBringNoProblemAlong() {
        assertThat(problem("resnet50", "<weights>${no.such}</weights>" + SHA256 + RENAME))
                .startsWith(PATH + "<weights>: ${no.such} is not defined");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<from>(</from><to/> | <from>: must be a regular expression, was '(': Unclosed group",
                "<from>a</from><to>$1</to> | <to>: must be a replacement for 'a', was '$1': No group 1",
                "<from>a</from><to>$</to> | <to>: must be a replacement for 'a', was '$': ",
                "<from>a</from> | <to>: is missing; write <to/> to remove what <from> matches",
                "<to>a</to> | <from>: is missing; write a regular expression",
                "<from/><to>a</to> | <from>: is empty; write a value or remove the element",
                "<from>a</from><to>b</to><with>c</with> | <with>: is not known; allowed here: <from>, <to>",
                "<from>a</from><to><b/></to> | <to>: must hold a value, holds elements",
            })
    void wrongRuleIsSaidWithItsElement(String content, String expected) {
        assertThat(rule(content)).startsWith(PATH + "<rename><rule>" + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<crop>0</crop> | <crop>: must be a whole number of 1 or more, was '0'",
                "<resize>wide</resize> | <resize>: must be a whole number of 1 or more, was 'wide'",
                "<interpolation>nearest</interpolation> | <interpolation>: 'nearest' is not known; allowed: bilinear, bicubic",
                "<mean>0.5</mean> | <mean>: must be three numbers with commas between, for red, green and blue, each a number",
                "<mean>1,2,3,</mean> | <mean>: must be three numbers",
                "<mean>1,2,x,3</mean> | <mean>: must be three numbers",
                "<std>1,1,0</std> | <std>: must be three numbers with commas between, for red, green and blue, each a number"
                        + " above 0, was '1,1,0'",
                "<side>3</side> | <side>: is not known; allowed here: <resize>,",
                "<resize>200</resize> | <resize>: must be 224 or more, the side of the crop, was 200",
                "<crop>240</crop> | <crop>: must be at most 232, the <resize> of the weights, was 240; state <resize> too",
                "<crop>99</crop><resize>98</resize> | <resize>: must be 99 or more, the side of the crop, was 98",
            })
    void wrongPreprocessingIsSaidWithItsElement(String content, String expected) {
        assertThat(preprocessing("resnet50", content)).startsWith(PATH + "<preprocessing>" + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rename", "preprocessing", "head"})
    void textWhereElementsBelongIsQuoted(String element) {
        assertThat(problem("resnet50", FILE + "<" + element + ">fast</" + element + ">"))
                .isEqualTo(PATH + "<" + element + ">: must hold elements, holds the text 'fast'");
    }

    @Test
    void sizesOfAFileAreHeldAgainstEachOther() {
        assertThat(problem("resnet50", FILE + "<preprocessing><crop>99</crop><resize>98</resize></preprocessing>"))
                .startsWith(PATH + "<preprocessing><resize>: must be 99 or more");
    }

    @Test
    void cropBelowTheSmallestInputIsSaidWithBothNumbers() {
        assertThat(preprocessing("vgg16", "<crop>31</crop>"))
                .isEqualTo(PATH + "<preprocessing><crop>: must be 32 or more, the smallest input of vgg16, was 31");
    }

    @ParameterizedTest
    @CsvSource({
        "<dropout>1</dropout>, '<dropout>: must be a number of at least 0 and below 1, was ''1'''",
        "<hidden>0</hidden>, '<hidden>: must be a whole number of 1 or more, was ''0'''",
        "<width>3</width>, '<width>: is not known;'",
    })
    void wrongHeadIsSaidWithItsElement(String content, String expected) {
        assertThat(problem("resnet50", "<head>" + content + "</head>")).startsWith(PATH + "<head>" + expected);
    }

    @Test
    void allProblemsOfAModelAreReportedAtOnce() {
        assertThat(problems(
                        "",
                        experiment(
                                "it",
                                "resnet50",
                                "<weights>COCO</weights><sha256>x</sha256><head><hidden>x</hidden></head>"
                                        + "<preprocessing><crop>x</crop><mean>x</mean></preprocessing>")))
                .hasSize(5);
    }
}
