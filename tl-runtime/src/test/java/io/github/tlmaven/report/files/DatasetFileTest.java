package io.github.tlmaven.report.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.failure.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFileTest {

    @TempDir
    private Path folder;

    private static DatasetFile file(List<DatasetFile.Archive> archives) {
        Map<String, List<Long>> pictures = new LinkedHashMap<>();
        pictures.put("train", List.of(3L, 1L));
        pictures.put("another", List.of(0L, 2L));
        return new DatasetFile(
                archives,
                List.of("a, \"x\"\n", "ü"),
                pictures,
                7,
                List.of(new DatasetFile.Licence("LICENSE", "0f".repeat(32), List.of("CC <BY>", "4.0"))));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Path path = folder.resolve("dataset.json");
        for (List<DatasetFile.Archive> archives : List.of(
                List.<DatasetFile.Archive>of(),
                List.of(
                        new DatasetFile.Archive("dataset", "g:a:1:zip", "00"),
                        new DatasetFile.Archive("another", "a.zip", "01")))) {
            file(archives).write(path);
            assertThat(DatasetFile.read(path)).isEqualTo(file(archives));
        }
    }

    @Test
    void numbersThatDoNotFitTheClassesAreRefused() throws IOException {
        Path path = folder.resolve("dataset.json");
        Files.writeString(path, file(List.of()).toText().replaceFirst("\"ü\"", "\"ü\", \"z\""));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> DatasetFile.read(path))
                .withMessageContaining("pictures.train must have 3 numbers, has 2");
    }
}
