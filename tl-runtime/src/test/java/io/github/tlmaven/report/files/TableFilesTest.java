package io.github.tlmaven.report.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.HistoryFile.HistoryRow;
import io.github.tlmaven.report.files.PredictionsFile.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFilesTest {

    private static final String HISTORY = """
            epoch,stage,learning_rate,train_loss,validation_loss,validation_accuracy
            1,head,0.001,1.5,0.30000000000000004,0.25
            2,head,0.00001,1E-7,0.75,1
            """;
    private static final String PREDICTIONS = """
            picture,label,predicted,"a, ""x""\",ü
            "ü/1,2.png",ü,"a, ""x""\",0.9,0.1
            """;

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("table.csv");
    }

    @Test
    void historyHasTheColumnsOfTheContract() {
        HistoryFile history = new HistoryFile(List.of(
                new HistoryRow(1, "head", 1e-3, 1.5, 0.1 + 0.2, 0.25), new HistoryRow(2, "head", 1e-5, 1e-7, 0.75, 1)));
        assertThat(history.toText()).isEqualTo(HISTORY);
        history.write(file);
        assertThat(HistoryFile.read(file)).isEqualTo(history);
    }

    @Test
    void furtherColumnsOfAHistoryAreIgnored() throws IOException {
        Files.writeString(file, HISTORY.replace("\n", ",x\n"));
        assertThat(HistoryFile.read(file).rows()).hasSize(2);
    }

    @Test
    void predictionsHaveOneColumnAClass() {
        PredictionsFile predictions = new PredictionsFile(
                List.of("a, \"x\"", "ü"),
                List.of(Prediction.of("ü/1,2.png", "ü", "a, \"x\"", new float[] {0.9f, 0.1f})));
        assertThat(predictions.toText()).isEqualTo(PREDICTIONS);
        predictions.write(file);
        assertThat(PredictionsFile.read(file)).isEqualTo(predictions);
    }

    @Test
    void pooledPredictionsSayTheirFoldInTheLastColumn() {
        List<String> classes = List.of("fold", "ü");
        PredictionsFile one =
                new PredictionsFile(classes, List.of(Prediction.of("2.png", "ü", "fold", new float[] {0.75f, 0.25f})));
        PredictionsFile two = new PredictionsFile(
                classes,
                List.of(
                        Prediction.of("1.png", "fold", "fold", new float[] {0.5f, 0.5f}),
                        Prediction.of("3.png", "ü", "ü", new float[] {0.25f, 0.75f})));
        PooledPredictions pooled = new PooledPredictions(List.of(one, two));
        pooled.write(file);
        assertThat(file).content().isEqualTo("""
                        picture,label,predicted,fold,ü,fold
                        2.png,ü,fold,0.75,0.25,1
                        1.png,fold,fold,0.5,0.5,2
                        3.png,ü,ü,0.25,0.75,2
                        """);
        assertThat(pooled.scores().confusion().counts()).isEqualTo(List.of(List.of(1L, 0L), List.of(1L, 1L)));
        assertThat(pooled.scores().logLoss())
                .isCloseTo((Math.log(4) + Math.log(2) + Math.log(4.0 / 3)) / 3, within(1e-12));
    }

    private static PredictionsFile predictions(String picture) {
        return new PredictionsFile(
                List.of("a", "b"), List.of(Prediction.of(picture, "a", "b", new float[] {0.25f, 0.75f})));
    }

    @Test
    void foldsThatShareAPictureCannotBePooled() {
        PredictionsFile one = predictions("1.png");
        assertThat(new PooledPredictions(List.of(one, predictions("2.png"))).folds())
                .hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PooledPredictions(List.of(one, predictions("1.png"))))
                .withMessageContaining("came twice: 1.png");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch,stage | stage,epoch | columns must begin with [epoch, stage",
                "2,head | 3,head | epochs must count from 1: number 2 was 3",
                "0.001 | fast | \"fast\"",
                ",0.25 | '' | record 2 has 5 fields, its header 6",
                ",0.25 | ,1.25 | validation_accuracy must be from 0 to 1, was 1.25",
                "1,head | 1,\"he\"ad | is damaged",
            })
    void damagedHistoryIsNamed(String from, String to, String expected) throws IOException {
        Files.writeString(file, HISTORY.replace(from, to));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> HistoryFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(expected)
                .withMessageContaining("run mvn tl:extract tl:finetune again");
    }

    @Test
    void aHistoryWithFewerColumnsIsOfAnOlderVersion() throws IOException {
        String lacking = HISTORY.lines()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .collect(Collectors.joining("\n"));
        Files.writeString(file, lacking);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> HistoryFile.read(file))
                .withMessageContaining(file + " is of an older version of the plugin")
                .withMessageContaining("validation_accuracy]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "picture, | file, | columns must be [picture, label, predicted]",
                "0.9 | 1.9 | has the probability 1.9, expected 0 to 1",
                "0.9 | NaN | has the probability NaN, expected 0 to 1",
                "png\",ü | png\",z | has the label 'z'",
            })
    void damagedPredictionsAreNamed(String from, String to, String expected) throws IOException {
        Files.writeString(file, PREDICTIONS.replace(from, to));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> PredictionsFile.read(file))
                .withMessageContaining(expected)
                .withMessageContaining("run mvn tl:evaluate again");
    }

    @Test
    void emptyFileIsAnError() throws IOException {
        Files.writeString(file, "");
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> PredictionsFile.read(file))
                .withMessageContaining("the file is empty");
    }
}
