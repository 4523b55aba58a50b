package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.spec.ManifestSpec;
import io.github.tlmaven.spec.ManifestSpec.Column;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.SplitSpec.By;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table of pictures says; nothing is decoded. {@link ManifestProblemsTest} has what it must not say. */
class ManifestTest extends ManifestFolder {

    private static final String PARTED = """
            weight,part,label,path
            0.5,train,x,1.jpg
            1,train,y,2.jpg
            1,test,x,3.jpg
            1,test,y,4.jpg
            1,validation,x,5.jpg
            1,validation,y,6.jpg
            """;

    private static List<String> paths(List<Picture> pictures) {
        return pictures.stream().map(Picture::path).toList();
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
