package io.github.tlmaven.train;

import static io.github.tlmaven.train.TrainingBench.LITE0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** By how much one step changes tensors. */
@Tag("engine")
class FirstStepTest {

    private static final int PICTURES = 20;
    /** One step over all pictures. */
    private static final TrainingSpec ONE_STEP = TrainingBench.spec(1, PICTURES, new OptimizerSpec.Sgd(0.1, 0, 0));

    private static TrainingBench bench;

    @BeforeAll
    static void open() {
        bench = new TrainingBench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static Map<String, float[]> trained(Strategy strategy, TrainingSpec spec) {
        return bench.trained(strategy, spec, PICTURES, 2);
    }

    private static int boundary(Strategy strategy) {
        try (StateDict tensors = bench.tensors()) {
            return bench.setup(tensors, strategy, ONE_STEP).plan(0).boundary();
        }
    }

    private static float[] of(Map<String, float[]> values, TensorSpec spec) {
        return Objects.requireNonNull(values.get(spec.name()), spec.name());
    }

    private static List<TensorSpec> trainedParameters(int boundary) {
        return LITE0.tensors(boundary, LITE0.stages().size()).stream()
                .filter(spec -> spec.role().isParameter())
                .toList();
    }

    @Test
    void weightDecayOfSgdPullsWeightsAloneTowardsZero() {
        double rate = 0.1;
        double decay = 0.5;
        Map<String, float[]> before = bench.untrained();
        Map<String, float[]> plain = trained(TrainingBench.LAST_BLOCK, sgd(rate, 0));
        Map<String, float[]> decayed = trained(TrainingBench.LAST_BLOCK, sgd(rate, decay));
        assertDecay(before, plain, decayed, rate * decay);
    }

    @Test
    void weightDecayOfAdamWPullsWeightsAloneTowardsZero() {
        double rate = 1e-3;
        double decay = 10;
        Map<String, float[]> before = bench.untrained();
        Map<String, float[]> plain = trained(TrainingBench.LAST_BLOCK, adamW(rate, 0));
        Map<String, float[]> decayed = trained(TrainingBench.LAST_BLOCK, adamW(rate, decay));
        assertDecay(before, plain, decayed, rate * decay);
    }

    private static TrainingSpec sgd(double rate, double decay) {
        return TrainingBench.spec(1, PICTURES, new OptimizerSpec.Sgd(rate, 0, decay));
    }

    private static TrainingSpec adamW(double rate, double decay) {
        return TrainingBench.spec(1, PICTURES, new OptimizerSpec.AdamW(rate, decay));
    }

    /** In its first step, either optimizer differs from one without decay by a share of the old weight. */
    private static void assertDecay(
            Map<String, float[]> before, Map<String, float[]> plain, Map<String, float[]> decayed, double share) {
        for (TensorSpec spec : trainedParameters(boundary(TrainingBench.LAST_BLOCK))) {
            if (spec.role() != TensorSpec.Role.WEIGHT) {
                assertThat(of(decayed, spec)).as(spec.name()).isEqualTo(of(plain, spec));
                continue;
            }
            double largest = largest(of(before, spec));
            for (int i = 0; i < of(plain, spec).length; i++) {
                double expected = of(plain, spec)[i] - share * of(before, spec)[i];
                // a few roundings of float32
                assertThat((double) of(decayed, spec)[i])
                        .as("%s, value %d", spec.name(), i)
                        .isCloseTo(expected, within(1e-6 * largest));
            }
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    @Test
    void layerDecaySlowsEachStageByItsFactor() {
        TrainingSpec spec = sgd(0.1, 0);
        double decay = 0.5;
        Map<String, float[]> before = bench.untrained();
        Map<String, float[]> even = trained(TrainingBench.ALL, spec);
        Map<String, float[]> slowed = trained(new Strategy.Finetune(Strategy.Unfreeze.ALL, decay), spec);
        int classifier = LITE0.head();
        for (int stage = 0; stage <= classifier; stage++) {
            for (TensorSpec tensor : LITE0.tensors(stage, stage + 1)) {
                if (tensor.role().isParameter()) {
                    double expected = Math.pow(decay, classifier - stage);
                    double ratio = moved(before, slowed, tensor) / moved(before, even, tensor);
                    assertThat(ratio).as(tensor.name()).isCloseTo(expected, Percentage.withPercentage(1));
                }
            }
        }
    }

    private static double moved(Map<String, float[]> before, Map<String, float[]> after, TensorSpec spec) {
        double squares = 0;
        for (int i = 0; i < of(before, spec).length; i++) {
            double change = (double) of(after, spec)[i] - of(before, spec)[i];
            squares += change * change;
        }
        return Math.sqrt(squares);
    }
}
