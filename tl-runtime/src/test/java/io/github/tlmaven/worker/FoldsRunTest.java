package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Plans;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.report.Results;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.report.files.PredictionsFile;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cross-validation on the worker's whole way, with a network of a few numbers. */
@Tag("engine")
class FoldsRunTest {

    private static final int FOLDS = 3;

    @TempDir
    private Path base;

    private Layout layout = new Layout(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        Runs.writePictures(base);
        Runs.copyTraced(base);
        layout = new Layout(base.resolve("out"));
    }

    private static Plan plan(SplitSpec split) {
        DatasetSpec dataset =
                new DatasetSpec(new DatasetSpec.Split(List.of("pictures"), split), DatasetSpec.Corrupt.FAIL);
        return Plans.with(Runs.plan(Runs.TRACED), dataset);
    }

    private static Plan folded(int folds) {
        return plan(SplitSpec.stratified(0.25, 0.25, 1).inFolds(folds));
    }

    private String run(Plan plan, Goal... goals) {
        return Runs.run(plan, Runs.workspace(base, layout.root(), base.resolve("cache"), 2), goals);
    }

    private static CellId cell(long seed, int fold) {
        return new CellId("it", seed, OptionalInt.of(fold));
    }

    private List<List<String>> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> List.of(line.split(",")))
                .toList();
    }

    @Test
    void everyPictureIsJudgedOnceASeedByTheModelOfItsFold() throws IOException {
        String log = run(folded(FOLDS), Goal.EXTRACT, Goal.EVALUATE);
        assertThat(log)
                .contains("2 classes; pictures: 16 in 3 folds of [6, 5, 5]")
                .contains("[it seed 2] test, folds pooled: accuracy");
        for (long seed : List.of(1L, 2L)) {
            List<List<String>> pooled = rows(layout.cell("it", seed).predictions("test"));
            assertThat(pooled).extracting(row -> row.get(0)).hasSize(16).doesNotHaveDuplicates();
            List<List<String>> ofFolds = new ArrayList<>();
            for (int fold = 1; fold <= FOLDS; fold++) {
                Layout.Cell files = layout.cell(cell(seed, fold));
                for (List<String> row : rows(files.predictions("test"))) {
                    List<String> named = new ArrayList<>(row);
                    named.add(String.valueOf(fold));
                    ofFolds.add(named);
                }
                assertThat(PredictionsFile.read(files.predictions("field")).predictions())
                        .hasSize(4);
                assertThat(RunFile.read(files.run()).pictures()).containsEntry("validation", 4L);
            }
            assertThat(pooled).isEqualTo(ofFolds);
            MetricsFile metrics = MetricsFile.read(layout.cell("it", seed).metrics());
            assertThat(metrics.folds()).hasValue(FOLDS);
            assertThat(metrics.sets()).containsOnlyKeys("test");
            long correct =
                    pooled.stream().filter(row -> row.get(1).equals(row.get(2))).count();
            assertThat(metrics.sets().values())
                    .allSatisfy(scores -> assertThat(scores.correct()).isEqualTo(correct));
        }
        assertThat(Results.read(folded(FOLDS), layout).missing()).isEmpty();
    }

    @Test
    void foldsShareFeaturesAndSeedsShareFolds() {
        assertThat(run(folded(FOLDS), Goal.EXTRACT, Goal.EVALUATE))
                .contains("[it fold 1] features at fc: train 6 computed, 0 stored")
                .contains("[it fold 3] features at fc: train 0 computed, 7 stored") // after two folds all were met
                .contains("[it fold 3] features at fc: validation 0 computed, 4 stored")
                .contains("[it seed 1 fold 1] test features: 0 computed, 6 stored");
        assertThat(run(folded(FOLDS), Goal.EXTRACT).lines().filter(line -> line.contains("is up to date")))
                .hasSize(2 * FOLDS);
    }

    @Test
    void aChangedFoldIsTrainedAloneAndTakesWhatWasPooledWithIt() throws IOException {
        run(folded(FOLDS), Goal.EXTRACT, Goal.EVALUATE);
        Map<String, Sha256> before = results();
        Files.writeString(layout.cell(cell(2, 3)).model(), "broken");
        String log = run(folded(FOLDS), Goal.EXTRACT);
        assertThat(log).contains("[it seed 2 fold 3] is trained now: its files were changed");
        assertThat(log.lines().filter(line -> line.contains("is up to date"))).hasSize(2 * FOLDS - 1);
        assertThat(layout.cell("it", 2).metrics()).doesNotExist();
        assertThat(layout.cell("it", 2).predictions("test")).doesNotExist();
        assertThat(layout.cell("it", 1).metrics()).exists();
        run(folded(FOLDS), Goal.EVALUATE);
        assertThat(results()).isEqualTo(before);
    }

    /** Everything but files with times in them. */
    private Map<String, Sha256> results() {
        Map<String, Sha256> files = Runs.files(layout.root().resolve("it"));
        files.keySet().removeIf(name -> name.endsWith("run.json"));
        return files;
    }

    @Test
    void whatIsNotWholeIsNotPooled() throws IOException {
        run(folded(FOLDS), Goal.EXTRACT, Goal.EVALUATE);
        Files.delete(layout.cell(cell(1, 2)).run());
        assertThat(run(folded(FOLDS), Goal.EVALUATE))
                .contains("[it seed 1] test, folds pooled: none, since 2 of 3 were trained");
        assertThat(layout.cell("it", 1).metrics()).doesNotExist();
        assertThat(layout.cell(cell(1, 3)).metrics()).exists();
        assertThat(layout.cell("it", 2).metrics()).exists();
    }

    @Test
    void resultsWithAndWithoutFoldsAreNotTakenForEachOther() {
        Plan plain = plan(SplitSpec.stratified(0.25, 0.25, 1));
        run(plain, Goal.EXTRACT, Goal.EVALUATE);
        Map<String, Sha256> before = results();
        run(folded(FOLDS), Goal.EXTRACT, Goal.EVALUATE);
        assertThat(Results.read(folded(FOLDS), layout).missing()).isEmpty();
        assertThat(Results.read(plain, layout).missing()).isNotEmpty();
        run(plain, Goal.EVALUATE);
        assertThat(Results.read(plain, layout).missing()).isEmpty();
        assertThat(Results.read(folded(FOLDS), layout).missing()).isNotEmpty();
        assertThat(results()).containsAllEntriesOf(before);
    }
}
