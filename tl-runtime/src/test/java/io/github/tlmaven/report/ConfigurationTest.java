package io.github.tlmaven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.AugmentationStep;
import io.github.tlmaven.spec.Bounds;
import io.github.tlmaven.spec.Decay;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.LossSpec;
import io.github.tlmaven.spec.LossSpec.ClassWeights;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Preprocessing.Interpolation;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Rename;
import io.github.tlmaven.spec.ScheduleSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.WeightsSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void weightsAreNamedAndWhatWasNotStatedIsLeftOut() {
        assertThat(Configuration.of(Fixture.PROBE))
                .startsWith(
                        new Fact("model", Fixture.MODEL),
                        new Fact("weights", "default"),
                        new Fact("strategy", "extract"))
                .extracting(Fact::name)
                .doesNotContain("sha256", "rename", "resize", "crop", "mean", "dropout", "hidden");
    }

    @Test
    void everythingThatWasStatedAboutTheModelIsNamed() {
        ModelSpec model = new ModelSpec(
                "resnet50",
                new WeightsSource.LocalFile("w.pth", Optional.of(DIGEST)),
                List.of(new Rename("^backbone\\.", ""), new Rename("gamma", "weight")),
                new PreprocessingSpec(
                        OptionalInt.of(128),
                        Optional.of(Interpolation.BICUBIC),
                        OptionalInt.of(112),
                        Optional.of(List.of(0.5, 0.25, 0.0)),
                        Optional.of(List.of(1.0, 0.5, 0.125))),
                new HeadSpec(OptionalDouble.of(0.2), OptionalInt.of(64)));

        assertThat(Configuration.of(new Experiment("it", model, Fixture.PROBE.strategy(), Fixture.PROBE.training())))
                .startsWith(
                        new Fact("model", "resnet50"),
                        new Fact("weights", "w.pth"),
                        new Fact("sha256", DIGEST),
                        new Fact("rename", "^backbone\\. → "),
                        new Fact("rename", "gamma → weight"),
                        new Fact("resize", "128"),
                        new Fact("interpolation", "bicubic"),
                        new Fact("crop", "112"),
                        new Fact("mean", "0.5, 0.25, 0"),
                        new Fact("std", "1, 0.5, 0.125"),
                        new Fact("dropout", "0.2"),
                        new Fact("hidden", "64"));
    }

    @Test
    void everySettingOfTheTrainingIsNamedAsInThePom() {
        TrainingSpec training = Trainings.with(
                Trainings.with(
                        Fixture.LAST_BLOCK.training(), new ScheduleSpec(0, new Decay.MultiStep(List.of(2, 5), 1))),
                new LossSpec.Focal(2, new ClassWeights.Given(Map.of("place", 2.5))));

        assertThat(Configuration.of(new Experiment("it", ModelSpec.of("m"), new Strategy.Extract(), training)))
                .contains(
                        new Fact("optimizer", "sgd"),
                        new Fact("learningRate", "0.01"),
                        new Fact("nesterov", "false"),
                        new Fact("clipNorm", "1"),
                        new Fact("clipValue", "none"),
                        new Fact("schedule", "multi-step"),
                        new Fact("milestones", "2, 5"),
                        new Fact("classWeights", "place=2.5"),
                        new Fact("patience", "none"));
    }

    @Test
    void stepsOfAnAugmentationStandWithTheirSettings() {
        AugmentationSpec steps = new AugmentationSpec(List.of(
                new AugmentationStep.Crop(new Bounds(0.35, 1), new Bounds(0.5, 2)), new AugmentationStep.Flip(0.5, 0)));
        TrainingSpec training = Trainings.with(Fixture.PROBE.training(), steps, 4);

        assertThat(Configuration.of(new Experiment("it", ModelSpec.of("m"), new Strategy.Extract(), training)))
                .contains(new Fact(
                        "augmentation", "crop (scale=0.35 to 1, ratio=0.5 to 2), flip (horizontal=0.5, vertical=0)"));
    }
}
