package io.github.tlmaven.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a table of pictures is named by its lines, all of it at once. */
class ManifestProblemsTest extends ManifestFolder {

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
}
