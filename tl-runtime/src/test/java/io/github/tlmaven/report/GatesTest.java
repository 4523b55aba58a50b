package io.github.tlmaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.metrics.ConfusionMatrix;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.spec.Gate;
import io.github.tlmaven.spec.Gate.Comparison;
import io.github.tlmaven.spec.Gate.Metric;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {

    @TempDir
    Path folder;

    private Layout layout = new Layout(Path.of(""));

    @BeforeEach
    void writeCells() {
        layout = new Layout(folder.resolve("tl"));
        Fixture.write(layout, Fixture.CLASSES);
    }

    /** Three seeds of 1/3, 1/3 and 2/3 of 3 pictures: a mean of 4/9, which no decimal holds. */
    @ParameterizedTest
    @CsvSource({
        "AT_LEAST, 0.4444444444444444, true", "AT_LEAST, 0.4444444444444444444445, false",
        "ABOVE, 0.4444444444444444444444, true", "AT_MOST, 0.4444444444444444444444, false",
        "BELOW, 0.4444444444444444444445, true", "AT_LEAST, 0, true",
    })
    void accuracyIsComparedExactly(Comparison comparison, String limit, boolean passes) {
        correctOfThree(1, 1, 2);
        assertThat(judge(new Gate("probe", Metric.ACCURACY, "test", comparison, new BigDecimal(limit)))
                        .passed())
                .isEqualTo(passes);
    }

    @Test
    void equalIsAtLeastButNotAbove() {
        correctOfThree(3, 3, 3);
        assertThat(judge(new Gate("probe", Metric.ACCURACY, "test", Comparison.AT_LEAST, BigDecimal.ONE))
                        .passed())
                .isTrue();
        assertThat(judge(new Gate("probe", Metric.ACCURACY, "test", Comparison.ABOVE, BigDecimal.ONE))
                        .passed())
                .isFalse();
    }

    @Test
    void textIsNotRoundedOntoTheLimit() {
        correctOfThree(1, 1, 2);
        Gate gate = new Gate("probe", Metric.ACCURACY, "test", Comparison.AT_LEAST, new BigDecimal("0.44445"));
        assertThat(judge(gate).text()).isEqualTo("accuracy on test is 0.4444, but required is >= 0.44445");
        Gate close = new Gate("probe", Metric.ACCURACY, "test", Comparison.ABOVE, new BigDecimal("0.4444"));
        assertThat(judge(close).text()).isEqualTo("accuracy on test is 0.44444, as required: > 0.4444");
    }

    @Test
    void notANumberFails() {
        GateOutcome outcome = Gates.judge(Fixture.gate(Fixture.PROBE, Metric.MACRO_F1, "test", "0"), Double.NaN);
        assertThat(outcome.passed()).isFalse();
        assertThat(outcome.text()).contains("macro_f1 is NaN");
    }

    @Test
    void gateWithASeedMissingFailsAndSaysWhatToRun() throws IOException {
        Files.delete(layout.cell("probe", 3).metrics());
        GateOutcome outcome = judge(Fixture.gate(Fixture.PROBE, Metric.ACCURACY, "test", "0"));
        assertThat(outcome.passed()).isFalse();
        assertThat(outcome.text())
                .isEqualTo("nothing to judge: probe with seed 3 has not been evaluated: run mvn tl:evaluate.");
    }

    @Test
    void gateOnAnUnknownSetFails() {
        GateOutcome outcome = judge(Fixture.gate(Fixture.PROBE, Metric.ACCURACY, "nowhere", "0"));
        assertThat(outcome.passed()).isFalse();
        assertThat(outcome.text()).contains("no results of probe on nowhere");
    }

    @Test
    void outcomesAreJUnitTestCases() throws IOException {
        Path reports = folder.resolve("tl-reports");
        Files.createDirectories(reports);
        Files.writeString(reports.resolve("TEST-tl.gone.xml"), "old");
        Plan plan = Fixture.plan(
                Fixture.gate(Fixture.PROBE, Metric.ACCURACY, "test", "0.50"),
                Fixture.gate(Fixture.PROBE, Metric.ACCURACY, "noto", "1"));
        JUnitXml.write(Gates.judge(Results.read(plan, layout)), plan, reports);
        assertThat(reports).isDirectoryNotContaining("glob:**TEST-tl.gone.xml");
        assertThat(Files.readString(reports.resolve("TEST-tl.probe.xml"))).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuite name="tl.probe" tests="2" failures="1" errors="0" skipped="0" time="0.000">
                          <testcase classname="tl.probe" name="accuracy &gt;= 0.50" time="0.000"/>
                          <testcase classname="tl.probe" name="accuracy on noto &gt;= 1" time="0.000">
                            <failure type="gate" message="accuracy on noto is 0.6857, but required is &gt;= 1">accuracy on noto is 0.6857, but required is &gt;= 1</failure>
                          </testcase>
                        </testsuite>
                        """);
    }

    private GateOutcome judge(Gate gate) {
        return Gates.judge(Results.read(Fixture.plan(gate), layout)).get(0);
    }

    private void correctOfThree(long... correct) {
        for (int i = 0; i < correct.length; i++) {
            ConfusionMatrix matrix = new ConfusionMatrix(
                    List.of("a", "b"), List.of(List.of(correct[i], 3 - correct[i]), List.of(0L, 0L)));
            MetricsFile metrics = new MetricsFile(Map.of("test", new Scores(matrix, 1)), TestTimeAugmentation.NONE);
            metrics.write(layout.cell("probe", i + 1).metrics());
            metrics.write(layout.cell("last-block", i + 1).metrics());
        }
    }
}
