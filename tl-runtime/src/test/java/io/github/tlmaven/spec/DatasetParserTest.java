package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.catalogue.Catalogue;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.ManifestSpec.Column;
import io.github.tlmaven.spec.SplitSpec.By;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetParserTest {

    private static final String EXPERIMENTS =
            "<experiments><p><model>efficientnet_lite0</model><strategy>extract</strategy></p></experiments>";
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final SplitSpec USUAL = SplitSpec.stratified(0.15, 0.25, 1);

    private static Plan plan(String dataset) {
        return new PlanParser(Catalogue.known(), List.of())
                .parse(SettingXml.parse("<dataset>" + dataset + "</dataset>" + EXPERIMENTS));
    }

    /** Every form is looked at after it went to a plan's document and back. */
    private static DatasetSpec parse(String dataset) {
        Plan plan = plan(dataset);
        try {
            assertThat(PlanCodec.read(PlanCodec.write(plan))).isEqualTo(plan);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
        return plan.dataset();
    }

    private static List<String> problems(String dataset) {
        return ListedProblems.of(dataset, () -> plan(dataset));
    }

    @Test
    void severalFoldersKeepTheirOrder() {
        assertThat(parse("<directories><directory>b</directory><directory>a</directory></directories>")
                        .source())
                .isEqualTo(new DatasetSpec.Split(List.of("b", "a"), USUAL));
    }

    @Test
    void patternsAreRead() {
        assertThat(parse(
                                "<directory>p</directory><includes><include>**/*.jpg</include><include>x/*</include></includes>"
                                        + "<excludes><exclude>bad/**</exclude></excludes>")
                        .filter())
                .isEqualTo(new PictureFilter(List.of("**/*.jpg", "x/*"), List.of("bad/**")));
    }

    @Test
    void aManifestIsReadWithItsColumns() {
        DatasetSpec spec = parse("<manifest>m.csv</manifest><directory>pictures</directory><columns><path>file</path>"
                + "<label>species</label><group>patient</group><ignored>age, sex</ignored></columns>"
                + "<split><by>group</by><seed>7</seed></split>");
        ManifestSpec table = new ManifestSpec(
                "m.csv",
                Optional.of("pictures"),
                Map.of(Column.PATH, "file", Column.LABEL, "species", Column.GROUP, "patient"),
                List.of("age", "sex"));
        assertThat(spec.source())
                .isEqualTo(new DatasetSpec.Manifest(table, new SplitSpec(By.GROUP, 0.15, 0.25, 7, Optional.empty())));
        assertThat(table.name(Column.WEIGHT)).isEqualTo("weight");
    }

    @Test
    void aSplitIsReadWithItsGroups() {
        assertThat(parse(
                                "<directory>p</directory><split><by>hash</by><groupPattern>([^/]+)_[0-9]+</groupPattern></split>")
                        .source()
                        .split())
                .isEqualTo(new SplitSpec(By.HASH, 0.15, 0.25, 1, Optional.of("([^/]+)_[0-9]+")));
        assertThat(parse("<train>t</train><test>u</test><split><by>group</by><groupPattern>(.)</groupPattern></split>")
                        .source()
                        .split())
                .isEqualTo(new SplitSpec(By.GROUP, 0.15, 0, 1, Optional.of("(.)")));
    }

    @Test
    void foldsTakeThePlaceOfATestShare() {
        SplitSpec split = parse("<directory>p</directory><split><folds>5</folds><by>hash</by></split>")
                .source()
                .split();
        assertThat(split).isEqualTo(new SplitSpec(By.HASH, 0.15, 0.25, 1, Optional.empty()).inFolds(5));
        assertThat(split.test()).isEqualTo(0.2);
        assertThat(parse("<manifest>m.csv</manifest><split><folds>2</folds><by>group</by></split>")
                        .source()
                        .split()
                        .folds())
                .hasValue(2);
    }

    @Test
    void anArchiveHoldsEverythingAtItsRootUnlessAFolderIsNamed() {
        DatasetSpec zip = parse("<zip>data.zip</zip><sha256>" + DIGEST.toUpperCase(Locale.ROOT) + "</sha256>");
        assertThat(zip.archive()).contains(new DatasetArchive.Zip("data.zip", Optional.of(DIGEST)));
        assertThat(zip.source()).isEqualTo(new DatasetSpec.Split(List.of("."), USUAL));
        DatasetSpec unpacked =
                parse("<zip>data.zip</zip><directory>pictures</directory>").unpacked(Path.of("/cache/x"));
        assertThat(unpacked.source())
                .isEqualTo(new DatasetSpec.Split(
                        List.of(Path.of("/cache/x/pictures").toString()), USUAL));
        assertThat(unpacked.archive()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"g:a:1, g:a:1:zip", "g:a:1:jar, g:a:1:jar", "g:a:1:small:zip, g:a:1:small:zip"})
    void anArtifactIsAZipUnlessSaidOtherwise(String text, String coordinates) {
        assertThat(parse("<artifact>" + text + "</artifact><train>t</train><test>u</test>")
                        .archive())
                .contains(new DatasetArchive.Artifact(new WeightsSource.Artifact(coordinates)));
    }

    @Test
    void aFewPicturesMayBeLeftOutUnlessSaidOtherwise() {
        assertThat(parse("<directory>p</directory><corrupt>skip</corrupt>")
                        .limits()
                        .maxCorrupt())
                .isEqualTo(10);
        assertThat(parse("<directory>p</directory><corrupt>skip</corrupt><maxCorrupt>0</maxCorrupt>"))
                .isEqualTo(new DatasetSpec(
                        new DatasetSpec.Split("p", 0.15, 0.25, 1),
                        PictureFilter.ALL,
                        new DatasetSpec.Limits(Corrupt.SKIP, 0),
                        Optional.empty()));
        assertThat(parse("<directory>p</directory>").limits().maxCorrupt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<directory>p</directory><directories><directory>q</directory></directories>"
                        + " | <dataset><directory>: has no effect beside <directories>; remove it",
                "<directories><directory>q</directory><directory>q</directory></directories>"
                        + " | <dataset><directories>: names a folder more than once",
                "<directories><folder>q</folder></directories>"
                        + " | <dataset><directories><folder>: is not known; allowed here: <directory>",
                "<directories/> | <dataset><directories>: is empty; write elements into it or remove it",
                "<directory>p</directory><columns><path>x</path></columns>"
                        + " | <dataset><columns>: has no effect without <manifest>; remove it",
                "<manifest>m</manifest><columns><path>label</path></columns>"
                        + " | <dataset><columns><label>: 'label' is the column of <path> too",
                "<manifest>m</manifest><columns><colour>x</colour></columns>"
                        + " | <dataset><columns><colour>: is not known; allowed here: <path>, <label>, <part>,",
                "<manifest>m</manifest><includes><include>x</include></includes>"
                        + " | <dataset><includes>: has no effect beside <manifest>, which names the pictures; remove it",
                "<manifest>m</manifest><train>t</train> | <dataset><train>: has no effect beside <manifest>; remove it",
                "<directory>p</directory><split><by>class</by></split>"
                        + " | <dataset><split><by>: 'class' is not known; allowed: stratified, group, hash",
                "<directory>p</directory><split><by>group</by></split>"
                        + " | <dataset><split><groupPattern>: is missing; <by>group</by> needs to know the groups",
                "<directory>p</directory><split><groupPattern>(.)</groupPattern></split>"
                        + " | <dataset><split><groupPattern>: has no effect without <by>group</by> or <by>hash</by>",
                "<directory>p</directory><split><by>group</by><groupPattern>.*</groupPattern></split>"
                        + " | <dataset><split><groupPattern>: must have a capture group, as (…), was '.*'",
                "<directory>p</directory><split><by>hash</by><groupPattern>(</groupPattern></split>"
                        + " | <dataset><split><groupPattern>: is no regular expression: Unclosed group in '('",
                "<directory>p</directory><split><folds>1</folds></split>"
                        + " | <dataset><split><folds>: must be a whole number of 2 or more, was '1'",
                "<directory>p</directory><split><folds>5</folds><test>0.2</test></split>"
                        + " | <dataset><split><test>: has no effect beside <folds>, each of which is the test part once",
                "<directory>p</directory><split><folds>2</folds><validation>0.5</validation></split>"
                        + " | <dataset><split><folds>: leaves nothing to train on: <validation> 0.5 and a fold of 0.5",
                "<train>t</train><test>u</test><split><folds>5</folds></split>"
                        + " | <dataset><split><folds>: has no effect where <dataset><test> names a folder; remove it",
                "<train>t</train><validation>v</validation><test>u</test><split><by>hash</by></split>"
                        + " | <dataset><split><by>: has no effect where <dataset><validation> names a folder; remove it",
                "<zip>a.zip</zip><artifact>g:a:1</artifact>"
                        + " | <dataset><artifact>: has no effect beside <zip>; remove it",
                "<artifact>g:a</artifact> | <dataset><artifact>: must be groupId:artifactId:version[[:classifier]:type]",
                "<directory>p</directory><sha256>00</sha256>"
                        + " | <dataset><sha256>: has no effect without <zip> or <artifact>; remove it",
                "<zip>a.zip</zip><sha256>00</sha256> | <dataset><sha256>: must be 64 hexadecimal digits, was '00'",
                "<zip>a.zip</zip><directory>../p</directory>"
                        + " | <dataset><directory>: must be a path inside of the archive, was '../p'",
                "<zip>a.zip</zip><manifest>/p</manifest>"
                        + " | <dataset><manifest>: must be a path inside of the archive, was '/p'",
                "<zip>a.zip</zip><directories><directory>a/../../b</directory></directories>"
                        + " | <dataset><directories>: must be a path inside of the archive, was 'a/../../b'",
                "<directory>p</directory><maxCorrupt>3</maxCorrupt>"
                        + " | <dataset><maxCorrupt>: has no effect without <corrupt>skip</corrupt>; remove it",
                "<directory>p</directory><corrupt>skip</corrupt><maxCorrupt>-1</maxCorrupt>"
                        + " | <dataset><maxCorrupt>: must be a whole number of 0 or more, was '-1'",
            })
    void whatIsWrongIsNamedByItsElement(String dataset, String expected) {
        assertThat(problems(dataset)).anyMatch(problem -> problem.startsWith(expected));
    }
}
