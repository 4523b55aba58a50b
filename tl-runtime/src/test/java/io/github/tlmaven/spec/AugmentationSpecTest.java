package io.github.tlmaven.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.AugmentationSpec.Preset;
import io.github.tlmaven.spec.AugmentationStep.Affine;
import io.github.tlmaven.spec.AugmentationStep.Blur;
import io.github.tlmaven.spec.AugmentationStep.ColorJitter;
import io.github.tlmaven.spec.AugmentationStep.Crop;
import io.github.tlmaven.spec.AugmentationStep.Erasing;
import io.github.tlmaven.spec.AugmentationStep.Flip;
import io.github.tlmaven.spec.AugmentationStep.Grayscale;
import io.github.tlmaven.spec.AugmentationStep.RandAugment;
import io.github.tlmaven.spec.AugmentationStep.Rotation;
import io.github.tlmaven.spec.AugmentationStep.TrivialAugment;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationSpecTest {

    private static final Bounds ONE = new Bounds(1, 1);
    private static final Bounds BELOW_ZERO = new Bounds(-0.1, 1);

    @Test
    void presetsAreRecognisedByTheirSteps() {
        for (Preset preset : Preset.values()) {
            assertThat(new AugmentationSpec(preset.spec().steps()).preset()).contains(preset);
        }
        assertThat(new AugmentationSpec(List.of(new Grayscale(0.5))).preset()).isEmpty();
    }

    @Test
    void stepsAreFoundByTheirKind() {
        assertThat(AugmentationSpec.light().step(Flip.class)).contains(new Flip(0.5, 0));
        assertThat(AugmentationSpec.light().step(Erasing.class)).isEmpty();
        assertThat(AugmentationSpec.none().isNone()).isTrue();
    }

    @Test
    void keyTellsSpecsApartAndKeepsThePresetsWords() {
        assertThat(AugmentationSpec.light().key()).isEqualTo("light");
        AugmentationSpec grey = new AugmentationSpec(List.of(new Grayscale(0.5)));
        assertThat(grey.key()).isEqualTo("{\"grayscale\":{\"probability\":0.5}}");
        assertThat(new AugmentationSpec(List.of(new Grayscale(0.25))).key()).isNotEqualTo(grey.key());
    }

    @Test
    void stepGivenTwiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AugmentationSpec(List.of(new Grayscale(0.1), new Grayscale(0.2))))
                .withMessageContaining("grayscale");
    }

    @Test
    void twoPoliciesAreRefused() {
        List<AugmentationStep> both =
                List.of(new RandAugment(1, 1, Resampling.NEAREST), new TrivialAugment(Resampling.NEAREST));
        assertThatIllegalArgumentException().isThrownBy(() -> new AugmentationSpec(both));
    }

    private static Stream<ThrowingCallable> outOfRange() {
        return Stream.of(
                () -> new Bounds(2, 1),
                () -> new Bounds(0, Double.NaN),
                () -> new Crop(new Bounds(0, 1), ONE),
                () -> new Crop(new Bounds(0.5, 1.1), ONE),
                () -> new Crop(ONE, BELOW_ZERO),
                () -> new Flip(1.1, 0),
                () -> new Flip(0, -0.1),
                () -> new Affine(181, 0, 0, ONE, 0, Resampling.NEAREST),
                () -> new Affine(0, 2, 0, ONE, 0, Resampling.NEAREST),
                () -> new Affine(0, 0, 0, BELOW_ZERO, 0, Resampling.NEAREST),
                () -> new Affine(0, 0, 0, ONE, 90, Resampling.NEAREST),
                () -> new Rotation(-1, Resampling.NEAREST),
                () -> new RandAugment(0, 9, Resampling.NEAREST),
                () -> new RandAugment(2, RandAugment.BINS, Resampling.NEAREST),
                () -> new ColorJitter(-1, 0, 0, 0),
                () -> new ColorJitter(0, 0, 0, 0.6),
                () -> new Grayscale(Double.NaN),
                () -> new Blur(1, 4, ONE),
                () -> new Blur(1, 5, new Bounds(0, 1)),
                () -> new Erasing(1, BELOW_ZERO, ONE),
                () -> new MixingStep.Mixup(0),
                () -> new MixingStep.Cutmix(Double.POSITIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void valuesOutOfRangeAreRefused(ThrowingCallable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction).withMessageContaining("must be");
    }

    @Test
    void anExperimentMixesOnlyWhereNothingIsStored() {
        AugmentationSpec mixing = new AugmentationSpec(List.of(new MixingStep.Mixup(0.2)));
        TrainingSpec training = Trainings.with(Trainings.plain(1, 4, new OptimizerSpec.AdamW(1e-3, 0)), mixing, 1);
        Strategy all = new Strategy.Finetune(Strategy.Unfreeze.ALL, 1);

        assertThat(new Experiment("it", ModelSpec.of("m"), all, training).training())
                .isEqualTo(training);
        TrainingSpec fresh = Trainings.with(training, mixing, 0);
        assertThat(new Experiment("it", ModelSpec.of("m"), new Strategy.Extract(), fresh).training())
                .isEqualTo(fresh);
        assertThatThrownBy(() -> new Experiment("it", ModelSpec.of("m"), new Strategy.Extract(), training))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mixup");
    }
}
