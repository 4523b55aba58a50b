package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.spec.Json.MalformedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What evaluation sets can be made of. */
class EvaluationSetParserTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static Plan plan(String sets) {
        return new PlanParser(Catalogue.known(), List.of())
                .parse(SettingXml.parse("<dataset><directory>p</directory></dataset><evaluationSets>" + sets
                        + "</evaluationSets><experiments><probe><model>efficientnet_lite0</model>"
                        + "<strategy>extract</strategy></probe></experiments>"));
    }

    private static List<String> problems(String sets) {
        return ListedProblems.of(sets, () -> plan(sets));
    }

    private static EvaluationSet set(String path, DatasetArchive archive) {
        return new EvaluationSet(path, Optional.of(archive));
    }

    @Test
    void aSetIsAFolderOrATableOrLiesInAnArchive() throws MalformedException {
        Plan plan = plan("<c>some/folder</c><b><directory>other</directory></b><a>t.csv</a>"
                + "<e><manifest>u.csv</manifest></e>"
                + "<zip><zip>set.zip</zip><sha256>" + DIGEST + "</sha256></zip>"
                + "<d><artifact>g:a:1</artifact><directory>deep/er</directory></d>"
                + "<f><zip>set.zip</zip><manifest>deep/labels.csv</manifest></f>");
        assertThat(plan.evaluationSets())
                .containsExactly(
                        Map.entry("c", EvaluationSet.at("some/folder")),
                        Map.entry("b", EvaluationSet.at("other")),
                        Map.entry("a", EvaluationSet.at("t.csv")),
                        Map.entry("e", EvaluationSet.at("u.csv")),
                        Map.entry("zip", set(".", new DatasetArchive.Zip("set.zip", Optional.of(DIGEST)))),
                        Map.entry(
                                "d",
                                set("deep/er", new DatasetArchive.Artifact(new WeightsSource.Artifact("g:a:1:zip")))),
                        Map.entry("f", set("deep/labels.csv", new DatasetArchive.Zip("set.zip", Optional.empty()))));
        assertThat(PlanCodec.read(PlanCodec.write(plan))).isEqualTo(plan);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<zip>a.zip</zip><artifact>g:a:1</artifact> | <artifact>: has no effect beside <zip>; remove it",
                "<directory>p</directory><sha256>00</sha256> | <sha256>: has no effect without <zip> or <artifact>",
                "<zip>a.zip</zip><directory>../p</directory> | <directory>: must be a path inside of the archive",
                "<zip>a.zip</zip><manifest>/p.csv</manifest> | <manifest>: must be a path inside of the archive",
                "<zip>a.zip</zip><manifest>p.txt</manifest> | <manifest>: must end in .csv, was 'p.txt'",
                "<manifest>p.csv</manifest><directory>p</directory> | <directory>: has no effect beside <manifest>",
                "<artifact>g:a</artifact> | <artifact>: must be groupId:artifactId:version[[:classifier]:type]",
                "<sha256>00</sha256> | <directory>: is missing; name the folder with one folder of pictures for each",
                "<folder>p</folder> | <folder>: is not known; allowed here: <directory>, <manifest>, <zip>, <artifact>,",
            })
    void whatIsWrongIsNamedByItsElement(String set, String expected) {
        assertThat(problems("<field>" + set + "</field>"))
                .anyMatch(problem -> problem.startsWith("<evaluationSets><field>" + expected));
    }
}
