package io.github.tlmaven.train;

import static io.github.tlmaven.spec.SelectionSpec.Monitor.VALIDATION_ACCURACY;
import static io.github.tlmaven.train.TrainingBench.ALL;
import static io.github.tlmaven.train.TrainingBench.EXTRACT;
import static io.github.tlmaven.train.TrainingBench.LAST_BLOCK;
import static io.github.tlmaven.train.TrainingBench.LITE0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.failure.DivergedException;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.BatchSpec.Sampling;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What training changes, what it leaves alone, and that its bits do not depend on the workers. */
@Tag("engine")
class TrainerTest {

    private static final int COUNT = 19;

    private static final OptimizerSpec ADAMW = new OptimizerSpec.AdamW(1e-3, 0.01);
    /** Two steps: one of four micro-batches, and one of three, of which the last is short. */
    private static final TrainingSpec SHORT =
            Trainings.with(TrainingBench.spec(1, 12, ADAMW), new BatchSpec(12, 1, 3, Sampling.SHUFFLED));

    private static TrainingBench bench;

    @BeforeAll
    static void open() {
        bench = new TrainingBench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    static Stream<Strategy> strategies() {
        return Stream.of(EXTRACT, LAST_BLOCK, ALL);
    }

    private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
        expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void bitsAreEqualWithOneToFourWorkers(Strategy strategy) {
        Map<String, float[]> one = bench.trained(strategy, SHORT, COUNT, 1);
        assertSame(bench.trained(strategy, SHORT, COUNT, 2), one);
        assertSame(bench.trained(strategy, SHORT, COUNT, 3), one);
        assertSame(bench.trained(strategy, SHORT, COUNT, 4), one);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void frozenTensorsAndStatisticsKeepTheirBitsAndParametersAboveMove(Strategy strategy) {
        int boundary = strategy.equals(ALL) ? 0 : strategy.equals(EXTRACT) ? 9 : 7;
        assertOnlyParametersMove(bench.trained(strategy, SHORT, COUNT, 2), boundary);
    }

    private static void assertOnlyParametersMove(Map<String, float[]> after, int boundary) {
        List<String> moving = LITE0.tensors(boundary, LITE0.stages().size()).stream()
                .filter(spec -> spec.role().isParameter())
                .map(TensorSpec::name)
                .toList();
        Map<String, float[]> before = bench.untrained();
        assertThat(after).hasSameSizeAs(before);
        after.forEach((name, values) -> {
            if (moving.contains(name)) {
                assertThat(values).as(name).isNotEqualTo(before.get(name));
            } else {
                assertThat(values).as(name).isEqualTo(before.get(name));
            }
        });
    }

    /** One step leaves tensors that only validation meets, two meet them in the next step. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void absurdRateIsNamedWithItsPlaceAndAdvice(int epochs) {
        TrainingSpec absurd = TrainingBench.spec(epochs, 8, new OptimizerSpec.Sgd(1e30, 0, 0));
        assertThatThrownBy(() -> bench.trained(LAST_BLOCK, absurd, 8, 2))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("[test]: training diverged in ")
                .hasMessageContaining("learning rate 1.0E30")
                .hasMessageContaining("lower <learningRate>");
    }

    @Test
    void stepThatMeetsANumberThatIsNotFiniteIsNamed() {
        TrainingSpec absurd = TrainingBench.spec(1, 4, new OptimizerSpec.Sgd(1e30, 0, 0));
        assertThatThrownBy(() -> bench.trained(LAST_BLOCK, absurd, 8, 1))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("diverged in step 2");
    }

    @Test
    void bestEpochIsTheOneOfHighestAccuracyThenOfLowestLoss() {
        EpochResult middle = result(2, 0.5, 0.8);
        assertThat(middle.betterThan(result(1, 0.1, 0.7), VALIDATION_ACCURACY)).isTrue();
        assertThat(middle.betterThan(result(1, 0.6, 0.8), VALIDATION_ACCURACY)).isTrue();
        assertThat(middle.betterThan(result(1, 0.5, 0.8), VALIDATION_ACCURACY))
                .as("the first of equals stays")
                .isFalse();
        assertThat(middle.betterThan(result(1, 0.9, 0.9), VALIDATION_ACCURACY)).isFalse();
    }

    private static EpochResult result(int epoch, double loss, double accuracy) {
        return new EpochResult(epoch, "head", 1e-3, 1, loss, accuracy);
    }

    @Test
    void tensorsOfTheBestEpochAreRestored() {
        try (StateDict tensors = bench.tensors()) {
            Trainer.Setup setup = bench.setup(tensors, EXTRACT, SHORT);
            try (BestTensors best = new BestTensors(setup, bench.session.newManager())) {
                float[][] marks = {{1, 1, 1, 1}, {2, 2, 2, 2}, {3, 3, 3, 3}};
                double[] accuracies = {0.5, 0.9, 0.7};
                for (int i = 0; i < marks.length; i++) {
                    tensors.put("classifier.bias", marks[i], marks[i].length);
                    best.offer(result(i + 1, 1, accuracies[i]), tensors);
                }
                assertThat(best.restore()).isEqualTo(2);
                assertThat(tensors.tensor("classifier.bias").toFloatArray()).containsExactly(marks[1]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 9})
    void predictionsDependOnNeitherWorkersNorNeighbours(int boundary) {
        try (StateDict tensors = bench.tensors()) {
            float[][] all = logits(1, boundary, COUNT, tensors);
            assertThat(logits(2, boundary, COUNT, tensors)).isDeepEqualTo(all);
            assertThat(logits(4, boundary, COUNT, tensors)).isDeepEqualTo(all);
            Map<Integer, float[][]> fewer = new LinkedHashMap<>();
            for (int count : List.of(1, 2, 3, 5, 14)) {
                fewer.put(count, logits(2, boundary, count, tensors));
            }
            fewer.forEach((count, rows) -> assertThat(rows).isDeepEqualTo(Arrays.copyOf(all, count)));
        }
    }

    private static float[][] logits(int threads, int boundary, int count, StateDict tensors) {
        try (Workers workers = bench.session.newWorkers(threads)) {
            return new Predictor(bench.session, workers)
                    .logits(LITE0, boundary, tensors, TrainingBench.inputs("evaluation", count, boundary));
        }
    }
}
