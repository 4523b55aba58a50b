package io.github.tlmaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.Plans;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.metrics.ConfusionMatrix;
import io.github.tlmaven.metrics.Intervals;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Gate;
import io.github.tlmaven.spec.Gate.Metric;
import io.github.tlmaven.spec.Json;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.SplitSpec;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report makes of a cross-validation. */
class FoldedResultsTest {

    private static final int FOLDS = Fixture.FOLDS;
    private static final Gate POOLED = Fixture.gate(Fixture.PROBE, Metric.ACCURACY, "test", "0.5");
    private static final Plan PLAN = folded(Fixture.plan(POOLED), FOLDS);

    @TempDir
    private Path folder;

    private Layout layout = new Layout(Path.of(""));

    private static Plan folded(Plan plan, int folds) {
        DatasetSpec.Source pictures = new DatasetSpec.Split(
                List.of("p"), SplitSpec.stratified(0.15, 0.25, 0).inFolds(folds));
        return Plans.seeds(Plans.with(plan, new DatasetSpec(pictures, DatasetSpec.Corrupt.FAIL)), 1, 2);
    }

    @BeforeEach
    void writeCells() {
        layout = new Layout(folder.resolve("tl"));
        for (Experiment experiment : PLAN.experiments()) {
            PLAN.cells(experiment).forEach(cell -> Fixture.writeCell(layout, experiment, cell, Fixture.CLASSES));
            for (long seed : PLAN.seeds()) {
                pool(experiment, seed, FOLDS);
            }
        }
    }

    private void pool(Experiment experiment, long seed, int folds) {
        Scores pooled = new Scores(
                PLAN.cells(experiment).stream()
                        .filter(cell -> cell.seed() == seed)
                        .map(cell -> scores(cell, "test").confusion())
                        .reduce(ConfusionMatrix::plus)
                        .orElseThrow(),
                0.5);
        new MetricsFile(Map.of("test", pooled), TestTimeAugmentation.NONE, OptionalInt.of(folds))
                .write(layout.cell(experiment.id(), seed).metrics());
    }

    private Scores scores(CellId cell, String set) {
        return Objects.requireNonNull(
                MetricsFile.read(layout.cell(cell).metrics()).sets().get(set));
    }

    private Results results() {
        return Results.read(PLAN, layout);
    }

    private Summary summary(String set) {
        return results().experiment("probe").orElseThrow().summary(set).orElseThrow();
    }

    private Path written() {
        Path report = folder.resolve("report");
        ReportWriter.write(results(), report);
        return report;
    }

    @Test
    void onTheTestPartEachPictureCountsOnceForASeed() {
        Summary test = summary("test");
        assertThat(test.seeds()).containsExactly(1L, 2L);
        assertThat(test.pictures()).isEqualTo(FOLDS * 104);
        assertThat(test.accuracyInterval()).isEqualTo(Intervals.wilson(test.accuracy(), FOLDS * 104));
    }

    @Test
    void onOtherSetsStandsTheMeanOfTheFoldsModels() {
        List<Scores> models = PLAN.cells(Fixture.PROBE).stream()
                .map(cell -> scores(cell, "noto"))
                .toList();
        double mean = models.stream().mapToDouble(Scores::correct).sum() / (models.size() * 420.0);
        Summary noto = summary("noto");
        assertThat(noto.scores()).hasSize(2 * FOLDS);
        assertThat(noto.seeds()).containsExactly(1L, 2L);
        assertThat(noto.pictures()).isEqualTo(420);
        assertThat(noto.accuracy()).isEqualTo(mean);
        assertThat(noto.accuracyInterval()).isEqualTo(Intervals.wilson(mean, 420));
    }

    @Test
    void resultsHaveRowsForFoldsAndTheSameOnesAsWithoutThem() throws IOException {
        List<String> lines = Files.readAllLines(written().resolve("results.csv"));
        assertThat(lines.get(0)).endsWith(",test_time_augmentation,fold");
        Pattern most = Pattern.compile("^([^,]*),[^,]*,[^,]*,([^,]*,[^,]*,[^,]*),.*,none(,[0-9]*)$");
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> most.matcher(line).replaceFirst("$1,$2$3"))
                .startsWith(
                        "probe,test,1,104,1",
                        "probe,test,1,104,2",
                        "probe,test,1,104,3",
                        "probe,test,1,312,",
                        "probe,test,2,104,1",
                        "probe,test,2,104,2",
                        "probe,test,2,104,3",
                        "probe,test,2,312,",
                        "probe,test,mean,312,")
                .endsWith("last-block,noto,2,420,3", "last-block,noto,2,420,", "last-block,noto,mean,420,")
                .hasSize(2 * 2 * (2 * (FOLDS + 1) + 1));
    }

    @Test
    void costsAndJsonSayTheFold() throws IOException {
        Path report = written();
        assertThat(Files.readAllLines(report.resolve("costs.csv")))
                .hasSize(1 + 2 * 2 * FOLDS * 2)
                .anyMatch(line -> line.startsWith("probe,2,extract,") && line.endsWith(",3"));
        assertThat(Files.readString(report.resolve("results.json"))).contains("\"folds\": 3", "\"folds\": {");
    }

    @Test
    void gatesJudgeWhatIsPooled() {
        GateOutcome outcome = Gates.judge(results()).get(0);
        assertThat(outcome.passed()).isTrue();
        assertThat(outcome.actual()).hasValue(summary("test").accuracy());
    }

    @Test
    void aFoldThatIsNotThereLeavesNothingToJudge() throws IOException {
        Files.delete(layout.cell(new CellId("probe", 2, OptionalInt.of(2))).run());
        assertThat(results().missing())
                .extracting(Missing::text)
                .containsExactly("probe with seed 2, fold 2 has not been trained: run mvn tl:extract.");
        assertThat(Gates.judge(results()).get(0).text())
                .isEqualTo("nothing to judge: probe with seed 2, fold 2 has not been trained: run mvn tl:extract.");
        assertThat(summary("noto").seeds()).containsExactly(1L);
    }

    @Test
    void cellsOfAnotherNumberOfFoldsAreMissing() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Results.read(folded(Fixture.plan(POOLED), FOLDS - 1), layout))
                .withMessageContaining("probe with seed 1, fold 1 was trained with split.folds 3, but the plan has 2:"
                        + " run mvn tl:extract.");
    }

    @Test
    void rangeOverSeedsIsThatOfTheirMeans() throws IOException, Json.MalformedException {
        Map<String, @Nullable Object> results =
                Json.readObject(Files.readString(written().resolve("results.json")));
        List<?> experiments = (List<?>) Objects.requireNonNull(results.get("experiments"));
        Map<String, @Nullable Object> noto = member(member(experiments.get(0), "sets"), "noto");
        double[] means = PLAN.seeds().stream()
                .mapToDouble(seed -> summary("noto").of(seed).orElseThrow().accuracy())
                .sorted()
                .toArray();
        assertThat(means[0]).isLessThan(means[1]);
        assertThat(member(noto, "mean").get("accuracy_lowest_seed")).asString().isEqualTo("" + means[0]);
        assertThat(member(noto, "mean").get("accuracy_highest_seed")).asString().isEqualTo("" + means[1]);
        assertThat(member(member(noto, "seeds"), "1"))
                .containsKey("accuracy_high")
                .doesNotContainKeys("accuracy_lowest_seed", "accuracy_highest_seed");
    }

    private static Map<String, @Nullable Object> member(@Nullable Object object, String name)
            throws Json.MalformedException {
        return Json.asObject(Json.asObject(object, name).get(name), name);
    }

    @Test
    void foldsThatWereNotPooledAreMissing() throws IOException {
        Files.delete(layout.cell("probe", 1).metrics());
        pool(Fixture.PROBE, 2, FOLDS + 1);
        assertThat(results().missing())
                .extracting(Missing::text)
                .containsExactly(
                        "probe with seed 1 has not been evaluated: run mvn tl:evaluate.",
                        "probe with seed 2 was evaluated over 4 folds, but the plan has 3 folds: run mvn tl:evaluate.");
    }

    @Test
    void pooledScoresAreNotThoseOfAPlanWithoutFolds() {
        Plan plan = Fixture.plan(POOLED);
        Fixture.writeCell(layout, Fixture.PROBE, 1, Fixture.CLASSES);
        pool(Fixture.PROBE, 1, FOLDS);
        assertThat(Results.read(plan, layout).missing())
                .extracting(Missing::text)
                .contains(
                        "probe with seed 1 was evaluated over 3 folds, but the plan has no folds: run mvn tl:evaluate.");
    }

    @Test
    void foldsOfOtherPicturesCannotBeCompared() {
        CellId cell = new CellId("last-block", 1, OptionalInt.of(2));
        Scores other = Fixture.scores(Fixture.CLASSES, 90, 0.8, 5);
        new MetricsFile(Map.of("test", other, "noto", scores(cell, "noto")), TestTimeAugmentation.NONE)
                .write(layout.cell(cell).metrics());
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(this::results)
                .withMessageContaining("The set 'test' differs between cells")
                .withMessageContaining("last-block with seed 1, fold 2");
    }

    @Test
    void pagesShowFolds() throws IOException {
        Path report = written();
        assertThat(Files.readString(report.resolve("index.html")))
                .contains("2 experiments, 2 seeds, 3 folds, ")
                .contains("Training time, all models")
                .contains("312 pictures");
        assertThat(Files.readString(report.resolve("probe/index.html")))
                .contains("Scores by seed and fold")
                .contains("<th scope=\"row\" class=\"tl-keep\">1, fold 3</th>")
                .contains("<th scope=\"row\" class=\"tl-keep\">2, all folds</th>")
                .contains("<summary>All other trainings</summary>")
                .contains("id=\"curves-2-fold-3-title\">Learning curves of seed 2, fold 3<")
                .contains("Sum over 6 models: each of the 420 pictures counts 6 times.");
    }
}
