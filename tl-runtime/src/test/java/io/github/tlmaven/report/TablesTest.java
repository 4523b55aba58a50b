package io.github.tlmaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.report.files.RunFile.Cost;
import io.github.tlmaven.spec.Gate.Metric;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {

    private static final Plan PLAN = Fixture.plan(Fixture.gate(Fixture.PROBE, Metric.ACCURACY, "test", "0.5"));

    @TempDir
    Path folder;

    private Layout layout = new Layout(Path.of(""));

    @BeforeEach
    void writeCells() {
        layout = new Layout(folder.resolve("tl"));
        Fixture.write(layout, Fixture.CLASSES);
    }

    @Test
    void resultsHaveARowForEachCellAndSetAndOneForTheMean() throws IOException {
        List<String> lines = Files.readAllLines(written("report").resolve("results.csv"));
        assertThat(lines.get(0))
                .isEqualTo("experiment,model,strategy,set,seed,pictures,accuracy,accuracy_low,accuracy_high,macro_f1,"
                        + "correct,log_loss,macro_precision,macro_recall,test_time_augmentation,fold");
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> line.replaceAll("^([^,]*),[^,]*,[^,]*,([^,]*,[^,]*,[^,]*),.*", "$1,$2"))
                .startsWith("probe,test,1,104", "probe,test,2,104", "probe,test,3,104", "probe,test,mean,104")
                .endsWith("last-block,noto,3,420", "last-block,noto,mean,420")
                .hasSize(16);
    }

    @Test
    void costsHaveARowForEachCellAndGoal() throws IOException {
        List<String> lines = Files.readAllLines(written("report").resolve("costs.csv"));
        assertThat(lines)
                .hasSize(13)
                .contains(
                        "experiment,seed,goal,seconds,pictures_per_second,peak_rss_mib,trained_parameters,model_bytes,"
                                + "fold",
                        "probe,2,extract,3,412.5,911.3,7686,13700000,",
                        "last-block,1,evaluate,3.1,169.2,,733926,13700000,");
    }

    @Test
    void resultsDoNotDependOnTimesOrLocale() throws IOException {
        Path before = written("before");
        for (long seed = 1; seed <= 3; seed++) {
            Path run = layout.cell("probe", seed).run();
            RunFile.read(run)
                    .withCost(Goal.EXTRACT, new Cost(99, 9, OptionalDouble.empty()))
                    .write(run);
        }
        Locale locale = Locale.getDefault();
        Path after;
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            after = written("after");
        } finally {
            Locale.setDefault(locale);
        }
        assertThat(after.resolve("results.csv")).hasSameBinaryContentAs(before.resolve("results.csv"));
        assertThat(after.resolve("results.json")).hasSameBinaryContentAs(before.resolve("results.json"));
        assertThat(Files.readString(after.resolve("costs.csv")))
                .isNotEqualTo(Files.readString(before.resolve("costs.csv")));
    }

    @Test
    void consoleTableIsAligned() {
        assertThat(ConsoleTable.lines(Results.read(PLAN, layout)))
                .containsExactly(
                        "experiment  strategy               set   accuracy  95 % interval  seeds' range  macro-F1",
                        "probe       extract                test     0.769    0.680-0.840   0.692-0.837     0.767",
                        "probe       extract                noto     0.686    0.640-0.728   0.669-0.705     0.685",
                        "last-block  finetune (last-block)  test     0.862    0.783-0.916   0.817-0.894     0.862",
                        "last-block  finetune (last-block)  noto     0.792    0.751-0.828   0.779-0.810     0.792");
    }

    @Test
    void zipHasEqualBytesInEveryTimeZone() {
        Path report = written("report");
        Instant time = Instant.parse("2026-11-25T12:34:56Z");
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            ReportZip.write(report, folder.resolve("tokyo.zip"), time);
            TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));
            ReportZip.write(report, folder.resolve("lima.zip"), time);
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(folder.resolve("lima.zip")).hasSameBinaryContentAs(folder.resolve("tokyo.zip"));
    }

    @Test
    void verdictSaysWhenIntervalsOverlap() {
        assertThat(Verdicts.of(Results.read(PLAN, layout)))
                .containsExactly(
                        "On test, last-block has the highest mean accuracy (0.862), but its interval overlaps that of"
                                + " probe: with 104 pictures they cannot be told apart by these intervals.",
                        "On noto, last-block has the highest mean accuracy (0.792), and its interval overlaps no"
                                + " other.");
    }

    private Path written(String name) {
        Path report = folder.resolve(name);
        ReportWriter.write(Results.read(PLAN, layout), report);
        return report;
    }
}
