package io.github.tlmaven.report.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.metrics.ConfusionMatrix;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsFileTest {

    private static final Scores TEST = new Scores(
            new ConfusionMatrix(List.of("Käse, \"alt\"", "b"), List.of(List.of(3L, 1L), List.of(0L, 4L))), 0.375);
    private static final Scores NOTO = new Scores(
            new ConfusionMatrix(List.of("Käse, \"alt\"", "b"), List.of(List.of(2L, 2L), List.of(1L, 3L))), 1);

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("metrics.json");
    }

    @Test
    void readsWhatItWrote() {
        MetricsFile metrics = metrics();
        metrics.write(file);
        assertThat(MetricsFile.read(file)).isEqualTo(metrics);
        assertThat(MetricsFile.read(file).sets().keySet()).containsExactly("test", "noto");
    }

    @Test
    void holdsTheMembersOfTheContract() {
        assertThat(membersOfTest(metrics().toText()))
                .containsExactly(
                        "pictures",
                        "correct",
                        "accuracy",
                        "accuracy_low",
                        "accuracy_high",
                        "macro_f1",
                        "macro_precision",
                        "macro_recall",
                        "log_loss",
                        "classes",
                        "confusion",
                        "test_time_augmentation");
    }

    @Test
    void pooledScoresSayOverHowManyFolds() {
        MetricsFile pooled = new MetricsFile(Map.of("test", TEST), TestTimeAugmentation.NONE, OptionalInt.of(5));
        pooled.write(file);
        assertThat(MetricsFile.read(file)).isEqualTo(pooled);
        assertThat(membersOfTest(pooled.toText())).endsWith("test_time_augmentation", "folds");
    }

    @Test
    void missingFileNamesTheGoal() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> MetricsFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("mvn tl:evaluate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"correct\": 7 | \"correct\": 8 | test.correct is 8, but its confusion matrix holds 7",
                "\"correct\": 7 | \"correct\": 7.5 | test.correct must be a whole number, was 7.5",
                "\"correct\": 7 | \"correct\": \"7\" | test.correct must be a number, was \"7\"",
                "\"correct\": 7 | \"wrong\": 7 | test.correct is missing",
                "\"log_loss\": 0.375 | \"log_loss\": -1 | log loss must be finite and 0 or more, was -1.0",
                "\"none\" | \"some\" | test.test_time_augmentation is unknown: some",
                "\"none\" | \"flip\" | test_time_augmentation must be the same for all sets",
                "} | ] | is damaged",
            })
    void damageIsNamed(String from, String to, String expected) throws IOException {
        Files.writeString(file, metrics().toText().replaceFirst(Pattern.quote(from), to));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> MetricsFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(expected)
                .withMessageContaining("run mvn tl:evaluate again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test_time_augmentation | unknown_yet | is of an older version | test.test_time_augmentation is missing",
                "\"none\" | \"rotations\" | is of a newer version | test.test_time_augmentation is unknown: rotations",
            })
    void aFileOfAnotherVersionSaysSo(String from, String to, String age, String difference) throws IOException {
        Files.writeString(file, metrics().toText().replace(from, to));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> MetricsFile.read(file))
                .withMessageContaining(file + " " + age + " of the plugin, or of another program: " + difference + ".")
                .withMessageContaining("To fix: delete metrics.json and run mvn tl:evaluate again.");
    }

    @Test
    void bytesThatAreNoTextAreAnError() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xd8});
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> MetricsFile.read(file))
                .withMessageContaining("as UTF-8 text");
    }

    private static MetricsFile metrics() {
        Map<String, Scores> sets = new LinkedHashMap<>();
        sets.put("test", TEST);
        sets.put("noto", NOTO);
        return new MetricsFile(sets, TestTimeAugmentation.NONE);
    }

    private static Iterable<String> membersOfTest(String text) {
        try {
            return Json.asObject(Json.readObject(text).get("test"), "test").keySet();
        } catch (Json.MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
