package io.github.tlmaven.report.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.RunFile.Cost;
import io.github.tlmaven.report.files.RunFile.Device;
import io.github.tlmaven.report.files.RunFile.Size;
import io.github.tlmaven.report.files.RunFile.Skipped;
import io.github.tlmaven.spec.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunFileTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("run.json");
    }

    @Test
    void readsWhatItWrote() {
        run().write(file);
        assertThat(RunFile.read(file)).isEqualTo(run());
        assertThat(RunFile.read(file).toText()).isEqualTo(run().toText());
    }

    @Test
    void foldIsTheLastMemberWhereThereIsOne() {
        RunFile folded = run(OptionalInt.of(3));
        folded.write(file);
        assertThat(RunFile.read(file)).isEqualTo(folded);
        assertThat(folded.withCost(Goal.EVALUATE, new Cost(1, 2, OptionalDouble.empty()))
                        .fold())
                .hasValue(3);
        assertThat(folded.toText().strip()).endsWith("\"fold\": 3\n}");
        assertThat(run().toText()).doesNotContain("\"fold\"");
    }

    @Test
    void keepsTheOrderOfItsMaps() {
        run().write(file);
        assertThat(RunFile.read(file).environment().keySet()).containsExactly("java", "djl", "cpu");
    }

    @Test
    void costOfAGoalIsAddedOrReplaced() {
        RunFile twice = run().withCost(Goal.EVALUATE, new Cost(1, 2, OptionalDouble.of(3)))
                .withCost(Goal.EVALUATE, new Cost(4, 5, OptionalDouble.of(6.5)));
        assertThat(twice.costs().keySet()).containsExactly("extract", "evaluate");
        assertThat(twice.costs()).containsEntry("evaluate", new Cost(4, 5, OptionalDouble.of(6.5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"best_epoch\": 7 | \"best_epoch\": 9 | best_epoch must be from 1 to 8, was 9",
                "\"best_epoch\": 7 | \"best_epoch\": 99999999999 | best_epoch must be below 2^31, was 99999999999",
                "\"trained_parameters\": 7686 | \"trained_parameters\": 9000000 | trained_parameters must be from 0 to",
                "\"resolved\": \"cpu\" | \"resolved\": null | device.resolved must be a text, was null",
                "\"seconds\": 1.5 | \"secs\": 1.5 | costs.extract.seconds is missing",
                "\"reason\" | \"why\" | skipped[0].reason is missing",
                "\"java\": \"17\" | \"java\": 17 | environment.java must be a text, was 17",
            })
    void damageIsNamed(String from, String to, String expected) throws IOException {
        Files.writeString(file, run().toText().replace(from, to));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> RunFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining(expected)
                .withMessageContaining("run mvn tl:extract tl:finetune again");
    }

    @Test
    void aFileOfBeforeTheAuditIsOfAnOlderVersion() throws IOException {
        Files.writeString(file, run().toText().replace("\"audit\"", "\"unknown_yet\""));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> RunFile.read(file))
                .withMessageContaining(file + " is of an older version of the plugin")
                .withMessageContaining("audit is missing")
                .withMessageContaining("run mvn tl:extract tl:finetune again");
    }

    private static RunFile run() {
        return run(OptionalInt.empty());
    }

    private static RunFile run(OptionalInt fold) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("java", "17");
        environment.put("djl", "0.36.0");
        environment.put("cpu", "AVX2");
        return new RunFile(
                "probe",
                1,
                "tf_efficientnet_lite0",
                "extract",
                new Device("auto", "cpu"),
                environment,
                Map.of("dataset", "ab"),
                Map.of("weights", "cd"),
                List.of("a", "ü"),
                new Size(3_378_694, 7_686, 13_000_000),
                8,
                7,
                Map.of("train", 100L),
                List.of(new Skipped("a/kaputt.jpg", "truncated")),
                Map.of("extract", new Cost(1.5, 200, OptionalDouble.empty())),
                new RunAudit(
                        new RunAudit.Pipeline(8, 7, 0),
                        List.of(new RunAudit.Stage(
                                "head", 8, 256, "ef", 2, 2, 0, List.of(new RunAudit.Group("fc", 1e-3, 9e-4))))),
                fold);
    }
}
