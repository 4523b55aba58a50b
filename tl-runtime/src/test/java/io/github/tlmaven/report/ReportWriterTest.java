package io.github.tlmaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.report.files.DatasetFile;
import io.github.tlmaven.report.files.FindingsFile;
import io.github.tlmaven.spec.Gate;
import io.github.tlmaven.spec.Gate.Metric;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportWriterTest {

    private static final List<String> HOSTILE = List.of(
            "<script>alert('x')</script>", "\"quoted\"", "Käse & Brot", "' onload='x", "</svg></title>", "${name}");
    private static final Plan PLAN = Fixture.plan(
            Fixture.gate(Fixture.PROBE, Metric.ACCURACY, "test", "0.70"),
            Fixture.gate(Fixture.LAST_BLOCK, Metric.ACCURACY, "noto", "0.95"));

    @TempDir
    Path folder;

    @Test
    void writesTheFilesOfTheContract() throws IOException {
        Fixture.write(layout(), Fixture.CLASSES);
        assertThat(written(PLAN))
                .containsExactly(
                        "costs.csv",
                        "index.html",
                        "last-block/index.html",
                        "probe/index.html",
                        "results.csv",
                        "results.json",
                        "tl-resources/report.css");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script", "<style", "style=", "data:", "http:", "https:", "javascript:", "onload=\""})
    void pagesWorkUnderAStrictContentSecurityPolicy(String forbidden) throws IOException {
        Fixture.write(layout(), HOSTILE);
        written(PLAN);
        for (Path page : pages()) {
            assertThat(Files.readString(page)).as("%s", page).doesNotContain(forbidden);
        }
    }

    @Test
    void classNamesAreShownAsTheyAre() throws IOException {
        Fixture.write(layout(), HOSTILE);
        written(PLAN);
        assertThat(Files.readString(report().resolve("probe/index.html")))
                .contains("&lt;script&gt;alert(")
                .contains("Käse &amp; Brot")
                .contains("${name}");
    }

    @Test
    void archiveAndLicencesOfThePicturesAreShownAsTheyAre() throws IOException {
        Fixture.write(layout(), Fixture.CLASSES);
        new DatasetFile(
                        List.of(new DatasetFile.Archive("dataset", "g:pictures:1:zip", "0d".repeat(32))),
                        List.of(),
                        Map.of(),
                        3,
                        List.of(new DatasetFile.Licence(
                                "LICENSE<b>.txt", "0e".repeat(32), List.of("© <script>x</script>"))))
                .write(layout().dataset());
        written(PLAN);
        assertThat(Files.readString(report().resolve("index.html")))
                .contains("g:pictures:1:zip, SHA-256 " + "0d".repeat(32))
                .contains("<h4>LICENSE&lt;b&gt;.txt</h4>")
                .contains("<p>© &lt;script&gt;x&lt;/script&gt;</p>")
                .contains("Other files, ignored");
    }

    @Test
    void auditOfEachSeedIsShown() throws IOException {
        Fixture.write(layout(), Fixture.CLASSES);
        written(PLAN);
        assertThat(Files.readString(report().resolve("last-block/index.html")))
                .contains("<td>last-block, 12 epochs</td><td class=\"tl-number\">240</td>")
                .contains("<td class=\"tl-number\">14 of 14</td>")
                .contains("<td>blocks.6</td><td class=\"tl-number\">0.0007</td>")
                .contains(
                        "Of the first 24 training pictures, augmentation changed 24 in training and none in evaluation.");
    }

    @Test
    void theAuditOfThePicturesIsLinked() throws IOException {
        Fixture.write(layout(), Fixture.CLASSES);
        new FindingsFile(3, List.of()).write(layout().auditFile(), layout().auditTable());
        assertThat(written(PLAN)).contains("audit.html");
        assertThat(Files.readString(report().resolve("index.html")))
                .contains("0 findings that fail, 0 that warn (<a href=\"audit.html\">");
    }

    @Test
    void gatesAreSaidInWords() throws IOException {
        Fixture.write(layout(), Fixture.CLASSES);
        written(PLAN);
        assertThat(Files.readString(report().resolve("index.html")))
                .contains(">PASS</strong>")
                .contains(">FAIL</strong>")
                .contains("1 of 2 gates missed");
    }

    @Test
    void missingCellsAreNamedWithTheGoalThatMakesThem() throws IOException {
        Fixture.writeCell(layout(), Fixture.PROBE, 1, Fixture.CLASSES);
        Fixture.writeCell(layout(), Fixture.LAST_BLOCK, 3, Fixture.CLASSES);
        written(Fixture.plan(new Gate[0]));
        assertThat(Files.readString(report().resolve("index.html")))
                .contains("probe with seed 2 has not been trained: run mvn tl:extract.")
                .contains("last-block with seed 1 has not been trained: run mvn tl:finetune.");
    }

    @Test
    void trainedButUnjudgedCellsHaveAPage() throws IOException {
        Fixture.writeCell(layout(), Fixture.PROBE, 1, Fixture.CLASSES);
        Files.delete(layout().cell("probe", 1).metrics());
        written(PLAN);
        assertThat(Files.readString(report().resolve("probe/index.html"))).contains("Learning curves of seed 1");
        assertThat(Files.readString(report().resolve("last-block/index.html"))).contains("has not been trained");
        assertThat(Files.readString(report().resolve("index.html"))).contains("No experiment has been evaluated yet");
    }

    private Layout layout() {
        return new Layout(folder.resolve("tl"));
    }

    private Path report() {
        return folder.resolve("report");
    }

    private List<String> written(Plan plan) throws IOException {
        ReportWriter.write(Results.read(plan, layout()), report());
        try (Stream<Path> files = Files.walk(report())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> report().relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(report())) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }
}
