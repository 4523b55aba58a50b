package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The focal loss against the formula of its paper, differences of it, torchvision and cross-entropy. */
class FocalLossTest {

    /** Double arithmetic in another order. */
    private static final double EXACT = 1e-12;

    /** Differences of doubles over 1e-5, and a gradient that is rounded to float32. */
    private static final double DIFFERENCES = 1e-6;

    private static final float[] LOGITS = {1.5f, -0.5f, 0.25f, -2, 3, 0.125f, 0, 0.5f, -0.5f};
    private static final int[] LABELS = {0, 2, 1};
    private static final int CLASSES = 3;
    private static final List<Double> WEIGHTS = List.of(1.0, 2.0, 0.5);

    /** Equation 5 of the paper for one picture, without logarithms of a softmax. */
    private static double formula(double[] logits, int label, double gamma, double weight) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double probability = Math.exp(logits[label]) / sum;
        return -weight * Math.pow(1 - probability, gamma) * Math.log(probability);
    }

    private static double[] row(int row) {
        double[] logits = new double[CLASSES];
        for (int k = 0; k < CLASSES; k++) {
            logits[k] = LOGITS[row * CLASSES + k];
        }
        return logits;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2, 5})
    void lossIsThePapersFormula(double gamma) {
        double expected = 0;
        for (int row = 0; row < LABELS.length; row++) {
            expected += formula(row(row), LABELS[row], gamma, WEIGHTS.get(LABELS[row]));
        }
        Loss loss = new FocalLoss(gamma, new ClassFactors(WEIGHTS));
        assertThat(loss.evaluate(LOGITS, LABELS, 1).sum()).isCloseTo(expected, within(EXACT));
        assertThat(loss.divisor(Targets.of(LABELS))).isEqualTo(1 + 0.5 + 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2, 5})
    void gradientIsTheSlopeOfTheFormula(double gamma) {
        double step = 1e-5;
        float[] gradient = new FocalLoss(gamma, new ClassFactors(WEIGHTS))
                .evaluate(LOGITS, LABELS, 0.5)
                .gradient();
        for (int row = 0; row < LABELS.length; row++) {
            for (int k = 0; k < CLASSES; k++) {
                double[] above = row(row);
                double[] below = row(row);
                above[k] += step;
                below[k] -= step;
                double weight = WEIGHTS.get(LABELS[row]);
                double slope = (formula(above, LABELS[row], gamma, weight) - formula(below, LABELS[row], gamma, weight))
                        / (2 * step);
                assertThat((double) gradient[row * CLASSES + k])
                        .as("row %d, class %d", row, k)
                        .isCloseTo(0.5 * slope, within(DIFFERENCES));
            }
        }
    }

    /** Softmax of (0, x) is the sigmoid of x, of which torchvision has the focal loss. */
    @ParameterizedTest
    @ValueSource(strings = {"0.5", "2"})
    void twoClassesAreTorchvisionsSigmoidFocalLoss(String gamma) {
        Map<String, @Nullable Object> focal = GoldenValues.object(Golden.json("torch-training.json"), "focal");
        Map<String, @Nullable Object> expected = GoldenValues.object(focal, gamma);
        int[] labels = Arrays.stream(GoldenValues.numbers(expected, "labels"))
                .mapToInt(label -> (int) label)
                .toArray();
        float[] signed = Formula.of(Map.of()).signed("focal", labels.length);
        float[] logits = new float[2 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            logits[2 * i + 1] = 4 * signed[i];
        }
        Loss loss = new FocalLoss(Double.parseDouble(gamma), ClassFactors.ALIKE);
        Loss.Result result = loss.evaluate(logits, labels, 1.0 / labels.length);
        assertThat(result.sum() / labels.length).isCloseTo(GoldenValues.number(expected, "loss"), within(DIFFERENCES));
        double[] gradient = GoldenValues.numbers(expected, "gradient");
        for (int i = 0; i < labels.length; i++) {
            assertThat((double) result.gradient()[2 * i + 1]).isCloseTo(gradient[i], within(DIFFERENCES));
        }
    }

    @Test
    void gammaOfZeroIsCrossEntropy() {
        ClassFactors factors = new ClassFactors(WEIGHTS);
        Loss.Result focal = new FocalLoss(0, factors).evaluate(LOGITS, LABELS, 1);
        Loss.Result plain = new CrossEntropy(0, factors).evaluate(LOGITS, LABELS, 1);
        assertThat(focal.sum()).isCloseTo(plain.sum(), within(EXACT));
        assertThat(focal.gradient()).containsExactly(plain.gradient(), within(1e-6f));
    }

    @Test
    void softTargetsAreAWeightedSumOfLabels() {
        Loss loss = new FocalLoss(2, ClassFactors.ALIKE);
        float[] logits = {0.5f, -1, 2};
        Targets mixed = new Targets.Soft(List.of(List.of(0.25, 0.75, 0.0)));
        double expected = 0.25 * loss.evaluate(logits, new int[] {0}, 1).sum()
                + 0.75 * loss.evaluate(logits, new int[] {1}, 1).sum();
        assertThat(loss.evaluate(logits, mixed, 1).sum()).isCloseTo(expected, within(EXACT));
    }

    /** The label's probability rounds to 1, where the formula has a power of zero over zero. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2})
    void certainPictureHasNoLossAndAFiniteGradient(double gamma) {
        Loss.Result result =
                new FocalLoss(gamma, ClassFactors.ALIKE).evaluate(new float[] {100, 0, -50}, new int[] {0}, 1);
        assertThat(result.sum()).isZero();
        assertThat(result.gradient()).containsExactly(new float[CLASSES], within(0f)); // 0 and -0 alike
    }
}
