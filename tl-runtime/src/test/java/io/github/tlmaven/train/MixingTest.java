package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.augment.Mix;
import io.github.tlmaven.data.augment.Mixer;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.MixingStep;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixingTest {

    /** Shares are kept in single precision. */
    private static final double SINGLE = 1e-7;

    private static final Mixer MIXER = new Mixer(List.of(new MixingStep.Mixup(1)), 8, 3);
    private static final List<Integer> LABELS = List.of(0, 1, 2, 0);
    private static final List<String> PATHS = List.of("a", "b", "c", "d");

    private static final TrainingInputs INPUTS = new UnreadInputs(LABELS.size());
    private static final TrainingTask PLAIN = new TrainingTask(INPUTS, LABELS, PATHS, CrossEntropy.PLAIN, 3);
    private static final TrainingTask MIXED = PLAIN.with(new Mixing(MIXER, 3));

    @Test
    void eachPicturesTargetIsSharedWithThePartnerThatItsPixelsWereMixedWith() {
        for (int epoch = 0; epoch < 20; epoch++) {
            Targets targets = MIXED.targets(List.of(2, 1), epoch);
            assertThat(targets.size()).isEqualTo(2);
            requireShared(targets, 0, 2, epoch);
            requireShared(targets, 1, 1, epoch);
        }
    }

    private static void requireShared(Targets targets, int row, int item, int epoch) {
        Mix mix = MIXER.choose(PATHS.get(item), epoch, PATHS.size());
        for (int label = 0; label < 3; label++) {
            double expected = (LABELS.get(item) == label ? mix.share() : 0)
                    + (LABELS.get(mix.partner()) == label ? 1 - mix.share() : 0);
            assertThat(targets.probability(row, label)).isCloseTo(expected, within(SINGLE));
        }
    }

    @Test
    void anEpochMixesAnew() {
        assertThat(MIXED.targets(List.of(0), 0)).isNotEqualTo(MIXED.targets(List.of(0), 1));
    }

    @Test
    void withoutMixingTargetsAreTheLabels() {
        assertThat(PLAIN.targets(List.of(2, 0), 5)).isEqualTo(Targets.of(2, 0));
    }

    @Test
    void mixedPicturesCountOneEach() {
        assertThat(MIXED.divisor(List.of(0, 1, 2), 4)).isEqualTo(3);
    }
}
