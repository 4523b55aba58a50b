package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.spec.LossSpec;
import io.github.tlmaven.spec.LossSpec.ClassWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss against torch.nn.functional.cross_entropy. */
class LossesGoldenTest {

    /** As the golden values' README asks: both sides round to float32. */
    private static final double TOLERANCE = 1e-6;

    private static final int ROWS = 6;
    private static final int CLASSES = 5;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    private static final Map<String, @Nullable Object> DOCUMENT = Golden.json("losses.json");
    private static final Map<String, @Nullable Object> LOSSES = GoldenValues.object(DOCUMENT, "losses");

    @ParameterizedTest
    @CsvSource({"plain,0,false", "smoothing-0.1,0.1,false", "weighted,0,true", "weighted-smoothing-0.1,0.1,true"})
    void lossAndGradientAreTorchs(String name, double smoothing, boolean weighted) {
        List<Integer> labels = Arrays.stream(GoldenValues.numbers(LOSSES, "labels"))
                .mapToObj(label -> (int) label)
                .toList();
        LossSpec spec = new LossSpec.CrossEntropy(smoothing, weighted ? weights() : new ClassWeights.None());
        assertTorchs(name, Losses.of(spec, NAMES, labels), new Targets.Labels(labels));
    }

    private static ClassWeights weights() {
        double[] weights = GoldenValues.numbers(LOSSES, "classWeights");
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (int i = 0; i < weights.length; i++) {
            byClass.put(NAMES.get(i), weights[i]);
        }
        return new ClassWeights.Given(byClass);
    }

    @Test
    void softTargetsAreTorchs() {
        float[] signed = Formula.of(DOCUMENT).signed("soft", ROWS * CLASSES);
        List<List<Double>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<Double> probabilities = new ArrayList<>();
            for (double log : Softmax.logProbabilities(signed, row * CLASSES, CLASSES)) {
                probabilities.add(Math.exp(log));
            }
            rows.add(probabilities);
        }
        assertTorchs("soft-targets", CrossEntropy.PLAIN, new Targets.Soft(rows));
    }

    private static void assertTorchs(String name, Loss loss, Targets targets) {
        Map<String, @Nullable Object> expected = GoldenValues.object(LOSSES, name);
        double divisor = loss.divisor(targets);

        Loss.Result result = loss.evaluate(logits(), targets, 1 / divisor);

        assertThat(result.sum() / divisor).isCloseTo(GoldenValues.number(expected, "loss"), within(TOLERANCE));
        double[] gradient = GoldenValues.numbers(expected, "gradient");
        assertThat(result.gradient()).hasSameSizeAs(gradient);
        for (int i = 0; i < gradient.length; i++) {
            assertThat((double) result.gradient()[i]).as("gradient %d", i).isCloseTo(gradient[i], within(TOLERANCE));
        }
    }

    private static float[] logits() {
        float[] logits = Formula.of(DOCUMENT).signed("logits", ROWS * CLASSES);
        double times = GoldenValues.number(LOSSES, "logitsTimes");
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= (float) times;
        }
        return logits;
    }
}
