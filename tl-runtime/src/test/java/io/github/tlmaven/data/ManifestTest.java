package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.ManifestSpec.Column;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.SplitSpec.By;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of pictures; nothing is decoded. */
class ManifestTest {

    private static final Checking UNSEEN = Checking.silent((digest, file) -> {}, 1);
    private static final SplitSpec STRATIFIED = SplitSpec.stratified(0.2, 0.2, 1);
    private static final String PARTED = """
            weight,part,label,path
            0.5,train,x,1.jpg
            1,train,y,2.jpg
            1,test,x,3.jpg
            1,test,y,4.jpg
            1,validation,x,5.jpg
            1,validation,y,6.jpg
            """;

    @TempDir
    private Path base;

    private void pictures(String... names) {
        for (String name : names) {
            Fixtures.write(base.resolve(name), name.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void table(String text) {
        Fixtures.write(base.resolve("labels.csv"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static DatasetSpec spec(ManifestSpec table, SplitSpec split) {
        return new DatasetSpec(new DatasetSpec.Manifest(table, split), Corrupt.FAIL);
    }

    private Dataset read(ManifestSpec table, SplitSpec split) {
        return DatasetReader.read(spec(table, split), Map.of(), base::resolve, UNSEEN)
                .partings()
                .get(0);
    }

    private Dataset read() {
        return read(ManifestSpec.of("labels.csv"), STRATIFIED);
    }

    private String failure(ManifestSpec table, SplitSpec split) {
        DataException thrown = catchThrowableOfType(DataException.class, () -> read(table, split));
        assertThat(thrown).isNotNull();
        return String.valueOf(thrown.getMessage());
    }

    private String failure() {
        return failure(ManifestSpec.of("labels.csv"), STRATIFIED);
    }

    private static List<String> paths(List<Picture> pictures) {
        return pictures.stream().map(Picture::path).toList();
    }

    /** Three of each class, which is what a split needs. */
    private static final String SIX = "1.jpg,cat\n2.jpg,cat\n3.jpg,cat\n4.jpg,dog\n5.jpg,dog\n6.jpg,dog\n";

    private void six() {
        pictures("1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.jpg");
    }

    @ParameterizedTest
    @CsvSource({"'',\\n", "\uFEFF,\\n", "'',\\r\\n"})
    void labelsComeFromTheTable(String mark, String lineEnd) {
        six();
        table((mark + "path,label\n" + SIX).replace("\n", lineEnd.translateEscapes()));
        Dataset dataset = read();
        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(dataset.test()).hasSize(2);
        assertThat(dataset.train())
                .allMatch(picture -> picture.label() == (picture.path().charAt(0) > '3' ? 1 : 0));
    }

    @Test
    void givenPartsAndWeightsAreTakenAsTheyAre() {
        pictures("a/1.jpg", "a/2.jpg", "a/3.jpg", "a/4.jpg", "a/5.jpg", "a/6.jpg");
        table(PARTED);
        ManifestSpec below = new ManifestSpec("labels.csv", Optional.of("a"), Map.of(), List.of());
        Dataset dataset = read(below, STRATIFIED);
        assertThat(paths(dataset.train())).containsExactly("1.jpg", "2.jpg");
        assertThat(paths(dataset.validation())).containsExactly("5.jpg", "6.jpg");
        assertThat(paths(dataset.test())).containsExactly("3.jpg", "4.jpg");
        assertThat(dataset.train().get(0).weight()).isEqualTo(0.5);
        table(PARTED.replace("0.5", "0.25"));
        Dataset lighter = read(below, STRATIFIED);
        assertThat(lighter.digestOf(lighter.train())).isNotEqualTo(dataset.digestOf(dataset.train()));
        assertThat(lighter.digestOf(lighter.test())).isEqualTo(dataset.digestOf(dataset.test()));
    }

    @Test
    void partsOfTheTableLeaveNoRoomForFolds() {
        six();
        table(PARTED);
        assertThat(failure(ManifestSpec.of("labels.csv"), STRATIFIED.inFolds(2)))
                .contains("manifest: the rows have parts, and <folds> makes parts of its own; remove <split><folds>");
    }

    @Test
    void columnsMayHaveOtherNamesAndOthersBeIgnored() {
        six();
        table("file,species,age\n" + SIX.replace("\n", ",7\n"));
        Map<Column, String> names = Map.of(Column.PATH, "file", Column.LABEL, "species");
        for (String ignored : List.of("age", "*")) {
            ManifestSpec table = new ManifestSpec("labels.csv", Optional.empty(), names, List.of(ignored));
            assertThat(read(table, STRATIFIED).classes()).containsExactly("cat", "dog");
        }
        assertThat(failure(new ManifestSpec("labels.csv", Optional.empty(), names, List.of()), STRATIFIED))
                .contains("has the column 'age', which is not known");
    }

    @Test
    void groupsOfTheTableAreNotParted() {
        six();
        table("path,label,group\n"
                + SIX.lines().map(row -> row + ",g" + row.charAt(0) + "\n").reduce("", String::concat));
        SplitSpec byGroup = new SplitSpec(By.GROUP, 0.2, 0.2, 1, Optional.empty());
        assertThat(read(ManifestSpec.of("labels.csv"), byGroup).validation()).hasSize(2);
        assertThat(failure()).contains("the manifest has groups, and a stratified split would part them");
        ManifestSpec without = new ManifestSpec("labels.csv", Optional.empty(), Map.of(), List.of("group"));
        assertThat(read(without, STRATIFIED).validation()).hasSize(2);
        table("path,label,group\n" + SIX.replace("\n", ",\n"));
        assertThat(failure(ManifestSpec.of("labels.csv"), byGroup)).contains("split: 1.jpg has no group");
    }

    @Test
    void groupsAreFoundInPaths() {
        six();
        table("path,label\n" + SIX);
        SplitSpec found = new SplitSpec(By.GROUP, 0.2, 0.2, 1, Optional.of("([0-9])\\.jpg"));
        assertThat(read(ManifestSpec.of("labels.csv"), found).test()).hasSize(2);
        SplitSpec lost = new SplitSpec(By.GROUP, 0.2, 0.2, 1, Optional.of("patient-(.*)"));
        assertThat(failure(ManifestSpec.of("labels.csv"), lost)).contains("1.jpg: <groupPattern> finds no group in it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "path,label | 7.jpg,cat | line 8: '7.jpg' is missing",
                "path,label | 1.jpg,dog | line 8: '1.jpg' has a row already, line 2",
                "path,label | ./x/../1.jpg,dog | './x/../1.jpg' has a row already, line 2",
                "path,label | 7.jpg, | line 8 has no label",
                "path,label | ,cat | line 8 has no path",
                "path,label | 7.jpg | line 8 has 1 fields, the header has 2",
                "path,label | ../1.jpg,cat | line 8: '../1.jpg' leads out of the folder",
                "path,label | /etc/hostname,cat | line 8: '/etc/hostname' leads out of the folder",
                "path,label | folder,cat | line 8: 'folder' is no file but a folder, pipe, socket or device",
                "path,label | \"1.jpg,cat | cannot be read",
                "file,label | 7.jpg,cat | has no column 'path' for the path; its header is file,label",
                "path,label,path | 7.jpg,cat | has the column 'path' twice",
                "path,label,lable | 7.jpg,cat | has the column 'lable', which is not known",
            })
    void whatIsWrongIsNamedByItsLine(String header, String row, String expected) throws IOException {
        six();
        Files.createDirectories(base.resolve("folder"));
        table(header + "\n" + SIX + row + "\n");
        assertThat(failure()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight | heavy | line 8 has the weight 'heavy'; it must be a number above 0",
                "weight | 0 | line 8 has the weight '0'",
                "weight | -1 | line 8 has the weight '-1'",
                "weight | NaN | line 8 has the weight 'NaN'",
                "part | holdout | line 8 has the part 'holdout'; it must be train, validation, test",
            })
    void wrongWeightsAndPartsAreNamed(String column, String value, String expected) {
        six();
        pictures("7.jpg");
        String other = column.equals("weight") ? "1" : "train";
        table("path,label," + column + "\n" + SIX.replace("\n", "," + other + "\n") + "7.jpg,cat," + value + "\n");
        assertThat(failure()).contains(expected);
    }

    @Test
    void aGroupInTwoFixedPartsIsNamedWithBothLines() {
        six();
        table(
                "path,label,part,group\n1.jpg,cat,train,ann\n2.jpg,dog,train,bob\n3.jpg,cat,test,ann\n4.jpg,dog,test,cid\n");
        assertThat(failure())
                .contains("line 4 puts the group 'ann' into the part test, line 2 into train")
                .doesNotContain("cid");
    }

    @Test
    void partsThatNoRowHasAreNamed() {
        six();
        table("path,label,part\n1.jpg,cat,validation\n2.jpg,dog,validation\n");
        assertThat(failure()).contains("no row has the part train").contains("no row has the part test");
    }

    @Test
    void ofManyProblemsTheFirstAreShownAndTheOthersCounted() {
        IntStream missing = IntStream.range(0, 5_000);
        table("path,label\n"
                + missing.mapToObj(i -> "missing-" + i + ".jpg,cat\n").collect(Collectors.joining()));
        assertThat(failure())
                .contains("line 2: 'missing-0.jpg' is missing")
                .contains("and " + (5_000 - Findings.SHOWN) + " more of this kind")
                .doesNotContain("missing-30.jpg");
    }

    @Test
    void aFileThatIsNoUtf8IsSaid() {
        Fixtures.write(
                base.resolve("labels.csv"), "path,label\nk\u00e4se.jpg,x\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(failure()).contains("is not UTF-8");
    }

    @Test
    void emptyAndMissingTablesAreSaid() {
        assertThat(failure())
                .contains("manifest: the file " + base.resolve("labels.csv") + " is missing")
                .contains("1 problem:");
        table("");
        assertThat(failure()).contains("is empty; its first line must name the columns");
        table("path,label\n");
        assertThat(failure()).contains("has no rows");
    }

    @Test
    void aLinkThatLeadsOutIsNamedWithItsTarget(@TempDir Path elsewhere) throws IOException {
        six();
        Path target = Fixtures.write(elsewhere.resolve("secret.jpg"), new byte[] {1});
        Files.createSymbolicLink(base.resolve("7.jpg"), target);
        Files.createSymbolicLink(base.resolve("out"), elsewhere);
        table("path,label\n" + SIX + "7.jpg,cat\nout/secret.jpg,dog\n");
        assertThat(failure())
                .contains("line 8: '7.jpg' leads out of the folder")
                .contains("line 9: 'out/secret.jpg' leads out of the folder")
                .contains(target.toRealPath().toString());
    }

    @Test
    void aNameOfAnotherNormalFormIsPointedOut() {
        pictures("caf\u00e9.jpg");
        table("path,label\ncafe\u0301.jpg,x\n");
        assertThat(failure())
                .contains("'cafe\u0301.jpg' is missing; there is 'caf\u00e9.jpg' (U+00E9), which differs from"
                        + " 'cafe\u0301.jpg' (U+0301) in Unicode's normal form alone");
    }

    @Test
    void anyNameIsKeptAsItIs() {
        List<String> names = List.of("a,b", "line\nbreak", "q\"uote", "<script>", "\uD83D\uDE00 \u00fc");
        StringBuilder rows = new StringBuilder("path,label\n");
        for (String name : names) {
            for (int i = 0; i < 3; i++) {
                String path = name + i + ".jpg";
                pictures(path);
                rows.append(quoted(path)).append(',').append(quoted(name)).append('\n');
            }
        }
        table(rows.toString());
        Dataset dataset = read();
        assertThat(dataset.classes())
                .containsExactlyInAnyOrderElementsOf(names)
                .isSortedAccordingTo(Names.BY_CODE_POINT);
        assertThat(dataset.test()).hasSize(names.size());
        assertThat(Stream.of(dataset.train(), dataset.validation(), dataset.test())
                        .flatMap(List::stream))
                .allMatch(picture -> picture.path().startsWith(dataset.classes().get(picture.label())));
    }

    private static String quoted(String field) {
        return "\"" + field.replace("\"", "\"\"") + "\"";
    }
}
