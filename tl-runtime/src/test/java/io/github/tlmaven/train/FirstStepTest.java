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

/** By how much one step changes tensors, and that its bits do not depend on the workers when all is trained. */
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

    private static Map<String, float[]> trained(Strategy strategy, TrainingSpec spec, int workers) {
        try (StateDict tensors = bench.tensors()) {
            bench.train(bench.setup(tensors, strategy, spec), PICTURES, workers);
            return TrainingBench.values(tensors, LITE0.tensors());
        }
    }

    private static Map<String, float[]> untrained() {
        try (StateDict tensors = bench.tensors()) {
            return TrainingBench.values(tensors, LITE0.tensors());
        }
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
        Map<String, float[]> before = untrained();
        Map<String, float[]> plain = trained(TrainingBench.LAST_BLOCK, sgd(rate, 0), 1);
        Map<String, float[]> decayed = trained(TrainingBench.LAST_BLOCK, sgd(rate, decay), 1);
        assertDecay(before, plain, decayed, rate * decay);
    }

    @Test
    void weightDecayOfAdamWPullsWeightsAloneTowardsZero() {
        double rate = 1e-3;
        double decay = 10;
        Map<String, float[]> before = untrained();
        Map<String, float[]> plain = trained(TrainingBench.LAST_BLOCK, adamW(rate, 0), 1);
        Map<String, float[]> decayed = trained(TrainingBench.LAST_BLOCK, adamW(rate, decay), 1);
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
        TrainingSpec spec = sgd(1, 0); // a large step, so that roundings do not count
        double decay = 0.5;
        Map<String, float[]> before = untrained();
        Map<String, float[]> even = trained(TrainingBench.LAST_BLOCK, spec, 1);
        Map<String, float[]> slowed = trained(new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, decay), spec, 1);
        int classifier = LITE0.head();
        for (int stage = boundary(TrainingBench.LAST_BLOCK); stage <= classifier; stage++) {
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

    @Test
    void bitsAreTheSameForAnyNumberOfWorkers() {
        // two steps: the first of two micro-batches, the second of one
        TrainingSpec spec = TrainingBench.spec(1, 12, new OptimizerSpec.AdamW(1e-3, 0.01));
        Map<String, float[]> one = trained(TrainingBench.ALL, spec, 1);
        for (int workers : new int[] {2, 4}) {
            Map<String, float[]> several = trained(TrainingBench.ALL, spec, workers);
            one.forEach((name, values) -> assertThat(several.get(name))
                    .as("%s, %d workers", name, workers)
                    .isEqualTo(values));
        }
    }
}
