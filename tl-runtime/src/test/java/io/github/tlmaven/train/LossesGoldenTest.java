package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Formula;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss against torch.nn.functional.cross_entropy. */
class LossesGoldenTest {

    /** As the golden values' README asks: both sides round to float32. */
    private static final double TOLERANCE = 1e-6;

    private static final int ROWS = 6;
    private static final int CLASSES = 5;

    @ParameterizedTest
    @CsvSource({"plain,0", "smoothing-0.1,0.1"})
    void lossAndGradientAreTorchs(String name, double smoothing) {
        Map<String, @Nullable Object> document = Golden.json("losses.json");
        Map<String, @Nullable Object> losses = GoldenValues.object(document, "losses");
        float[] logits = Formula.of(document).signed("logits", ROWS * CLASSES);
        double times = GoldenValues.number(losses, "logitsTimes");
        for (int i = 0; i < logits.length; i++) {
            logits[i] *= (float) times;
        }
        int[] labels = Arrays.stream(GoldenValues.numbers(losses, "labels"))
                .mapToInt(v -> (int) v)
                .toArray();

        CrossEntropy.Result result = new CrossEntropy(smoothing).evaluate(logits, labels, 1.0 / ROWS);

        Map<String, @Nullable Object> expected = GoldenValues.object(losses, name);
        assertThat(result.sum() / ROWS).isCloseTo(GoldenValues.number(expected, "loss"), within(TOLERANCE));
        double[] gradient = GoldenValues.numbers(expected, "gradient");
        for (int i = 0; i < gradient.length; i++) {
            assertThat((double) result.gradient()[i]).as("gradient %d", i).isCloseTo(gradient[i], within(TOLERANCE));
        }
    }
}
