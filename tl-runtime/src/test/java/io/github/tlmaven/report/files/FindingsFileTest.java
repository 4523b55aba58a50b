package io.github.tlmaven.report.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.FindingsFile.Finding;
import io.github.tlmaven.report.files.FindingsFile.Place;
import io.github.tlmaven.spec.AuditKind;
import io.github.tlmaven.spec.AuditKind.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsFileTest {

    private static final FindingsFile FILE = new FindingsFile(
            840,
            List.of(
                    new Finding(
                            AuditKind.LEAKAGE,
                            Severity.FAIL,
                            OptionalDouble.of(0.9975),
                            "look alike",
                            List.of(
                                    new Place("train", "cat/a, \"b\".jpg", "cat", "0123.png"),
                                    new Place("test", "cat/c.jpg", "cat", ""))),
                    new Finding(
                            AuditKind.UNREADABLE,
                            Severity.WARN,
                            OptionalDouble.empty(),
                            "cut",
                            List.of(new Place("dataset", "cat/d.jpg", "", "")))));

    @TempDir
    private Path folder;

    @Test
    void jsonIsReadBack() {
        FILE.write(folder.resolve("audit.json"), folder.resolve("audit.csv"));
        assertThat(FindingsFile.read(folder.resolve("audit.json"))).isEqualTo(FILE);
    }

    @Test
    void theTableHasARowForEachPicture() throws IOException {
        FILE.write(folder.resolve("audit.json"), folder.resolve("audit.csv"));
        assertThat(Files.readString(folder.resolve("audit.csv"))).isEqualTo("""
                        finding,kind,severity,set,picture,label,measure,explanation
                        1,leakage,fail,train,"cat/a, ""b"".jpg",cat,0.9975,look alike
                        1,leakage,fail,test,cat/c.jpg,cat,0.9975,look alike
                        2,unreadable,warn,dataset,cat/d.jpg,,,cut
                        """);
    }

    @Test
    void anUnknownKindIsNamed() throws IOException {
        Path file = folder.resolve("audit.json");
        FILE.write(file, folder.resolve("audit.csv"));
        Files.writeString(file, Files.readString(file).replace("leakage", "drippage"));
        assertThatThrownBy(() -> FindingsFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("findings[0].kind is unknown: drippage");
    }
}
