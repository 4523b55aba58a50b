package io.github.tlmaven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.metrics.Intervals;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Gate;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    private static final Plan PLAN = Fixture.plan(new Gate[0]);

    @TempDir
    Path folder;

    private Layout layout = new Layout(Path.of(""));

    @BeforeEach
    void writeCells() {
        layout = new Layout(folder);
        Fixture.write(layout, Fixture.CLASSES);
    }

    @Test
    void everyCellOfThePlanIsRead() {
        Results results = Results.read(PLAN, layout);
        assertThat(results.cells()).hasSize(6);
        assertThat(results.missing()).isEmpty();
        assertThat(results.sets()).containsExactly("test", "noto");
    }

    @Test
    void nothingAtAllSaysWhatToRun() {
        Layout empty = new Layout(folder.resolve("elsewhere"));
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Results.read(PLAN, empty))
                .withMessageContaining(empty.root().toString())
                .withMessageContaining("mvn tl:extract tl:finetune, then mvn tl:evaluate");
    }

    @Test
    void setThatAnOldEvaluationLacksIsMissing() {
        Path metrics = layout.cell("probe", 2).metrics();
        new MetricsFile(Map.of("test", Fixture.scores(Fixture.CLASSES, 104, 0.8, 5)), TestTimeAugmentation.NONE)
                .write(metrics);
        assertThat(Results.read(PLAN, layout).missing())
                .extracting(Missing::text)
                .containsExactly("probe with seed 2 has not been evaluated on noto: run mvn tl:evaluate.");
    }

    @Test
    void scoresOfOtherViewsAreMissing() {
        Path file = layout.cell("probe", 2).metrics();
        new MetricsFile(MetricsFile.read(file).sets(), TestTimeAugmentation.TEN_CROP).write(file);
        assertThat(Results.read(PLAN, layout).missing())
                .extracting(Missing::text)
                .containsExactly("probe with seed 2 was evaluated with test-time augmentation ten-crop, but the plan"
                        + " says none: run mvn tl:evaluate.");
    }

    @Test
    void methodSaysHowOftenAPictureIsJudged() {
        Experiment plain = Fixture.PROBE;
        Experiment crops = new Experiment(
                plain.id(),
                plain.model(),
                plain.strategy(),
                plain.training(),
                TestTimeAugmentation.FIVE_CROP,
                plain.featureType());
        assertThat(result(plain).method()).isEqualTo("extract");
        assertThat(result(crops).method()).isEqualTo("extract, test-time augmentation five-crop (5 passes a picture)");
    }

    @Test
    void cellOfAnotherConfigurationIsMissing() throws IOException {
        Path run = layout.cell("last-block", 3).run();
        Files.writeString(run, Files.readString(run).replace("finetune (last-block)", "finetune (all)"));
        assertThat(Results.read(PLAN, layout).missing())
                .extracting(Missing::text)
                .containsExactly("last-block with seed 3 was trained as tf_efficientnet_lite0, finetune (all), but the"
                        + " plan says tf_efficientnet_lite0, finetune (last-block): run mvn tl:finetune.");
    }

    @Test
    void cellOfAnotherSplitIsMissing() throws IOException {
        Path run = layout.cell("probe", 2).run();
        Files.writeString(run, Files.readString(run).replace("\"split.seed\": \"0\"", "\"split.seed\": \"7\""));
        Results results = Results.read(PLAN, layout);
        assertThat(results.missing())
                .extracting(Missing::text)
                .containsExactly(
                        "probe with seed 2 was trained with split.seed 7, but the plan has 0: run mvn tl:extract.");
        assertThat(results.experiment("probe")
                        .orElseThrow()
                        .summary("test")
                        .orElseThrow()
                        .seeds())
                .containsExactly(1L, 3L);
    }

    @Test
    void cellsJudgedOnDifferentPicturesCannotBeCompared() {
        Path metrics = layout.cell("last-block", 1).metrics();
        new MetricsFile(Map.of("test", Fixture.scores(Fixture.CLASSES, 90, 0.8, 5)), TestTimeAugmentation.NONE)
                .write(metrics);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> Results.read(PLAN, layout))
                .withMessageContaining("The set 'test' differs between cells")
                .withMessageContaining("last-block with seed 1");
    }

    private static ExperimentResult result(Experiment experiment) {
        return new ExperimentResult(experiment, OptionalInt.empty(), List.of(), List.of());
    }

    private static Summary.Judged judged(long seed, Scores scores) {
        return new Summary.Judged(new CellId("probe", seed, OptionalInt.empty()), scores);
    }

    @Test
    void intervalOfTheMeanCountsPicturesOnce() {
        Scores better = Fixture.scores(Fixture.CLASSES, 100, 0.9, 1);
        Scores worse = Fixture.scores(Fixture.CLASSES, 100, 0.7, 2);
        Summary summary = new Summary("test", List.of(judged(1, better), judged(2, worse)));
        double mean = (better.correct() + worse.correct()) / 200.0;
        assertThat(summary.accuracy()).isEqualTo(mean);
        assertThat(summary.accuracyInterval()).isEqualTo(Intervals.wilson(mean, 100));
        assertThat(summary.confusion().pictures()).isEqualTo(200);
    }
}
