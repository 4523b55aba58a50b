package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.data.augment.Mix;
import io.github.tlmaven.data.augment.Mixer;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.MixingStep;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Weights of pictures in the loss. The expected numbers are those of {@code (v * cross_entropy(z, y, reduction="none",
 * …)).sum() / (v * w[y]).sum()} and its gradient by z, computed in float64 by torch 1.13.
 */
class PictureWeightsTest {

    /** The gradient is rounded to float once. */
    private static final double FLOAT = 1e-7;

    private static final double DOUBLE = 1e-14;

    private static final float[] LOGITS = {1.5f, -0.25f, 0.75f, 0, 2, -1, -0.5f, 0.25f, 1.25f, 3, 0.5f, -2};
    private static final List<Integer> LABELS = List.of(0, 1, 2, 1);
    private static final List<Double> WEIGHTS = List.of(1.0, 0.25, 3.0, 2.0);
    private static final Targets TARGETS = new Targets.Weighted(new Targets.Labels(LABELS), WEIGHTS);

    private static final TrainingInputs INPUTS = new UnreadInputs(LABELS.size());
    private static final TrainingTask TASK =
            new TrainingTask(INPUTS, LABELS, List.of("a", "b", "c", "d"), CrossEntropy.PLAIN, 3);

    private static void requireAsTorch(Loss loss, double mean, double divisor, double... gradient) {
        assertThat(loss.divisor(TARGETS)).isCloseTo(divisor, within(DOUBLE));
        Loss.Result result = loss.evaluate(LOGITS, TARGETS, 1 / divisor);
        assertThat(result.sum() / divisor).isCloseTo(mean, within(DOUBLE));
        for (int i = 0; i < gradient.length; i++) {
            assertThat((double) result.gradient()[i]).as("element %d", i).isCloseTo(gradient[i], within(FLOAT));
        }
    }

    @Test
    void plainLossIsTorchsWeightedMean() {
        requireAsTorch(
                CrossEntropy.PLAIN,
                1.1215449364795438,
                6.25,
                -0.06280295007007064,
                0.016890314658073637,
                0.045912635411997006,
                0.004567807975383779,
                -0.006248210620746422,
                0.001680402645362642,
                0.05410521825998619,
                0.11454074795522314,
                -0.16864596621520936,
                0.2938953493645451,
                -0.2958756006518411,
                0.001980251287296012);
    }

    @Test
    void classWeightsAndSmoothingStayTorchs() {
        requireAsTorch(
                new CrossEntropy(0.1, new ClassFactors(List.of(1.0, 2.5, 0.5))),
                1.7507948838475402,
                8.125,
                -0.03761260133774846,
                0.0031692244718021225,
                0.03444337686594634,
                0.007348673595895905,
                -0.009916591266240232,
                0.0025679176703443315,
                0.011970290244865598,
                0.020627258697856542,
                -0.03259754894272216,
                0.530603012296538,
                -0.5301309088873497,
                -0.00047210340918807923);
    }

    @Test
    void focalLossWithoutFocusIsCrossEntropyHereToo() {
        Loss.Result focal = new FocalLoss(0, ClassFactors.ALIKE).evaluate(LOGITS, TARGETS, 1);
        Loss.Result plain = CrossEntropy.PLAIN.evaluate(LOGITS, TARGETS, 1);
        assertThat(focal.sum()).isCloseTo(plain.sum(), within(DOUBLE));
        assertThat(new FocalLoss(2, ClassFactors.ALIKE).divisor(TARGETS)).isEqualTo(6.25);
    }

    @Test
    void weightsOfOneChangeNoBit() {
        TrainingTask alike = TASK.weighted(Collections.nCopies(LABELS.size(), 1.0));
        assertThat(alike).isEqualTo(TASK);
        Targets ones = new Targets.Weighted(new Targets.Labels(LABELS), Collections.nCopies(LABELS.size(), 1.0));
        Loss loss = new CrossEntropy(0.1);
        assertThat(loss.evaluate(LOGITS, ones, 0.25).gradient())
                .isEqualTo(
                        loss.evaluate(LOGITS, new Targets.Labels(LABELS), 0.25).gradient());
    }

    @Test
    void aStepIsDividedByItsPicturesWeights() {
        TrainingTask task = TASK.weighted(WEIGHTS);
        assertThat(task.divisor(List.of(3, 1), 0)).isEqualTo(2.25);
        assertThat(task.targets(List.of(3, 1), 0).weight(0)).isEqualTo(2);
    }

    @Test
    void ofMixedPicturesEachCountsByItsOwnWeight() {
        Mixer mixer = new Mixer(List.of(new MixingStep.Mixup(1)), 8, 3);
        TrainingTask task = TASK.weighted(WEIGHTS).with(new Mixing(mixer, 3));
        float[] logits = {1.5f, -0.25f, 0.75f};
        for (int epoch = 0; epoch < 20; epoch++) {
            Mix mix = mixer.choose("a", epoch, LABELS.size());
            double expected = mix.share() * WEIGHTS.get(0) * loss(logits, LABELS.get(0))
                    + (1 - mix.share()) * WEIGHTS.get(mix.partner()) * loss(logits, LABELS.get(mix.partner()));
            Targets targets = task.targets(List.of(0), epoch);
            assertThat(CrossEntropy.PLAIN.evaluate(logits, targets, 1).sum()).isCloseTo(expected, within(FLOAT));
            double weight = mix.share() * WEIGHTS.get(0) + (1 - mix.share()) * WEIGHTS.get(mix.partner());
            assertThat(task.divisor(List.of(0), epoch)).isCloseTo(weight, within(DOUBLE));
        }
    }

    private static double loss(float[] logits, int label) {
        return CrossEntropy.PLAIN.evaluate(logits, Targets.of(label), 1).sum();
    }
}
