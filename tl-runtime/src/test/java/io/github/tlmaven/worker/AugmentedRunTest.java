package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.AugmentationStep;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.MixingStep;
import io.github.tlmaven.spec.Resampling;
import io.github.tlmaven.spec.Strategy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Augmentations of the pom on the worker's whole way. */
@Tag("engine")
class AugmentedRunTest {

    private static final AugmentationSpec STEPS = new AugmentationSpec(List.of(
            new AugmentationStep.Rotation(15, Resampling.BILINEAR),
            new AugmentationStep.ColorJitter(0.4, 0, 0.4, 0.1)));
    private static final AugmentationSpec MIXING =
            new AugmentationSpec(List.of(new MixingStep.Mixup(1), new MixingStep.Cutmix(1)));

    @TempDir
    private Path base;

    @BeforeEach
    void pictures() {
        Runs.writePictures(base);
    }

    private static Experiment extract(AugmentationSpec augmentation) {
        return Runs.experiment("it", new Strategy.Extract(), Trainings.with(Runs.training(2, 2), augmentation, 2));
    }

    private static Experiment whole(AugmentationSpec augmentation) {
        return Runs.experiment(
                "it",
                new Strategy.Finetune(Strategy.Unfreeze.ALL, 0.8),
                Trainings.with(Runs.training(1, 1), augmentation, 1));
    }

    /** Trains in a folder of its own and gives the losses of the first seed's epochs. */
    private List<Double> losses(String run, Goal goal, Experiment experiment, int threads) {
        Path output = base.resolve(run);
        Runs.run(Runs.plan(experiment), Runs.workspace(base, output, base.resolve("cache"), threads), goal);
        Layout.Cell cell = new Layout(output).cell("it", 1);
        assertThat(RunFile.read(cell.run()).audit().pipeline().changedInTraining())
                .isPositive();
        return HistoryFile.read(cell.history()).rows().stream()
                .map(HistoryFile.HistoryRow::trainLoss)
                .toList();
    }

    @Test
    void storedViewsFollowTheStepsOfThePom() {
        List<Double> light = losses("light", Goal.EXTRACT, extract(AugmentationSpec.light()), 2);
        List<Double> strong = losses("strong", Goal.EXTRACT, extract(AugmentationSpec.strong()), 2);
        List<Double> steps = losses("steps", Goal.EXTRACT, extract(STEPS), 2);

        assertThat(List.of(light, strong, steps)).doesNotHaveDuplicates();
        assertThat(losses("again", Goal.EXTRACT, extract(AugmentationSpec.strong()), 1))
                .isEqualTo(strong);
    }

    @Test
    void mixedPicturesAreTrainedOnAlikeWithAnyNumberOfThreads() {
        List<Double> mixed = losses("mixed", Goal.FINETUNE, whole(MIXING), 2);

        assertThat(mixed).isNotEqualTo(losses("plain", Goal.FINETUNE, whole(STEPS), 2));
        assertThat(losses("alone", Goal.FINETUNE, whole(MIXING), 1)).isEqualTo(mixed);
    }
}
