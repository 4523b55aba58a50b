package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Plans;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.WeightsSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training needs of the frozen part at all its boundaries comes from one pass, by the log. */
@Tag("engine")
class SharedPassTest {

    private static final int SIDE = 32;
    private static final ModelSpec LITE0 = new ModelSpec(
            "tf_efficientnet_lite0", new WeightsSource.Default(), List.of(), Plans.square(SIDE), HeadSpec.plain());

    @TempDir
    private Path base;

    @BeforeEach
    void write() {
        Runs.writePictures(base);
    }

    private static Experiment progressive(AugmentationSpec augmentation, int views) {
        Unfreeze unfreeze = new Unfreeze.Progressive(1, List.of("blocks.6", "blocks.5"));
        return new Experiment(
                "it",
                LITE0,
                new Strategy.Finetune(unfreeze, WarmStart.PROBE, Rates.falling(1), BatchNorm.EVAL),
                Trainings.with(Runs.training(3, 1), augmentation, views));
    }

    private List<String> run(Experiment... experiments) {
        return Runs.run(
                        Runs.plan(experiments),
                        Runs.workspace(base, base.resolve("target/tl"), base.resolve("cache"), 2),
                        Goal.FINETUNE)
                .lines()
                .toList();
    }

    /** Log lines of what was stored, the first of which stand together. */
    private List<String> features(Experiment experiment, int together) {
        List<String> lines = run(experiment);
        List<String> features =
                lines.stream().filter(line -> line.contains("] features")).toList();
        int first = lines.indexOf(features.get(0));
        assertThat(lines.subList(first, first + together)).isEqualTo(features.subList(0, together));
        return features.stream()
                .map(line -> line.substring(line.indexOf("at ")))
                .toList();
    }

    @Test
    void everyBoundaryOfProgressiveUnfreezingIsFilledBeforeTheFirstEpoch() {
        assertThat(features(progressive(AugmentationSpec.light(), 2), 8))
                .containsExactly(
                        "at blocks.5: train 20 computed, 0 stored",
                        "at blocks.6: train 20 computed, 0 stored",
                        "at classifier: train 20 computed, 0 stored",
                        "at blocks.5: validation 2 computed, 0 stored",
                        "at blocks.6: validation 2 computed, 0 stored",
                        "at classifier: validation 2 computed, 0 stored",
                        "at classifier: warm start train 10 computed, 0 stored",
                        "at classifier: warm start validation 0 computed, 2 stored");
        assertThat(features(progressive(AugmentationSpec.none(), 1), 8))
                .as("the warm start's pictures are not augmented either, and those of validation are there")
                .containsExactly(
                        "at blocks.5: train 10 computed, 0 stored",
                        "at blocks.6: train 10 computed, 0 stored",
                        "at classifier: train 0 computed, 10 stored",
                        "at blocks.5: validation 0 computed, 2 stored",
                        "at blocks.6: validation 0 computed, 2 stored",
                        "at classifier: validation 0 computed, 2 stored",
                        "at classifier: warm start train 0 computed, 10 stored",
                        "at classifier: warm start validation 0 computed, 2 stored");
    }

    @Test
    void viewsThatAreComputedInEveryEpochLeaveValidationToThePass() {
        assertThat(features(progressive(AugmentationSpec.light(), 0), 5).subList(0, 5))
                .containsExactly(
                        "at blocks.5: validation 2 computed, 0 stored",
                        "at blocks.6: validation 2 computed, 0 stored",
                        "at classifier: validation 2 computed, 0 stored",
                        "at classifier: warm start train 10 computed, 0 stored",
                        "at classifier: warm start validation 0 computed, 2 stored");
    }

    private static Experiment from(String boundary, AugmentationSpec augmentation) {
        Strategy strategy =
                new Strategy.Finetune(new Unfreeze.From(boundary), WarmStart.NONE, Rates.falling(1), BatchNorm.EVAL);
        return new Experiment(
                "from-" + boundary, LITE0, strategy, Trainings.with(Runs.training(1, 1), augmentation, 1));
    }

    private static List<String> training(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("features") && line.contains("train "))
                .map(line -> line.substring(line.indexOf('[')))
                .toList();
    }

    @Test
    void aLaterExperimentOnTheSameViewsFindsAllThatItNeeds() {
        Experiment upper = from("blocks.6", AugmentationSpec.none());
        Experiment lower = progressive(AugmentationSpec.none(), 1);
        Experiment others = from("blocks.4", AugmentationSpec.light());
        assertThat(training(run(upper, lower, others)))
                .containsExactly(
                        "[from-blocks.6] features at blocks.6: train 10 computed, 0 stored",
                        "[from-blocks.6] features at blocks.5: it train 10 computed, 0 stored",
                        "[from-blocks.6] features at classifier: it train 10 computed, 0 stored",
                        "[it] features at blocks.5: train 0 computed, 10 stored",
                        "[it] features at blocks.6: train 0 computed, 10 stored",
                        "[it] features at classifier: train 0 computed, 10 stored",
                        "[it] features at classifier: warm start train 0 computed, 10 stored",
                        "[from-blocks.4] features at blocks.4: train 10 computed, 0 stored");
    }

    @Test
    void whatIsTrainedAlreadyNeedsNothing() {
        Experiment upper = from("blocks.6", AugmentationSpec.none());
        Experiment lower = from("blocks.5", AugmentationSpec.none());
        run(lower);
        assertThat(training(run(upper, lower)))
                .containsExactly("[from-blocks.6] features at blocks.6: train 10 computed, 0 stored");
    }
}
