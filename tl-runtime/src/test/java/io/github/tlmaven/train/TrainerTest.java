package io.github.tlmaven.train;

import static io.github.tlmaven.spec.SelectionSpec.Monitor.VALIDATION_ACCURACY;
import static io.github.tlmaven.train.Toy.EXTRACT;
import static io.github.tlmaven.train.Toy.LAST_BLOCK;
import static io.github.tlmaven.train.Toy.LITE0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.failure.DivergedException;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final TrainingSpec SHORT = Toy.spec(2, 19, ADAMW);

    private static EngineSession session;
    private static Map<String, float[]> before;

    @BeforeAll
    static void load() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        try (StateDict tensors = TestNetworks.load(session, LITE0, 1)) {
            before = Toy.values(tensors);
        }
    }

    @AfterAll
    static void close() {
        session.close();
    }

    static Stream<Strategy> strategies() {
        return Stream.of(EXTRACT, LAST_BLOCK);
    }

    private static float[] before(String name) {
        return Objects.requireNonNull(before.get(name), name);
    }

    private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
        expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void bitsAreEqualWithOneToFourWorkers(Strategy strategy) {
        Map<String, float[]> one = Toy.train(session, 1, strategy, SHORT, COUNT);
        assertSame(Toy.train(session, 2, strategy, SHORT, COUNT), one);
        assertSame(Toy.train(session, 3, strategy, SHORT, COUNT), one);
        assertSame(Toy.train(session, 4, strategy, SHORT, COUNT), one);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void frozenTensorsKeepTheirBitsAndParametersAboveMove(Strategy strategy) {
        assertOnlyParametersMove(Toy.train(session, 2, strategy, SHORT, COUNT), strategy == EXTRACT ? 9 : 7);
    }

    @Test
    void fineTuningOfAllMovesEveryParameterAndNoStatistic() {
        Strategy all = new Strategy.Finetune(Strategy.Unfreeze.ALL, 0.7);
        assertOnlyParametersMove(Toy.train(session, 2, all, Toy.spec(1, 4, ADAMW), 4), 0);
    }

    private static void assertOnlyParametersMove(Map<String, float[]> after, int boundary) {
        List<String> moving = LITE0.tensors(boundary, LITE0.stages().size()).stream()
                .filter(spec -> spec.role().isParameter())
                .map(TensorSpec::name)
                .toList();
        assertThat(after).hasSameSizeAs(before);
        after.forEach((name, values) -> {
            if (moving.contains(name)) {
                assertThat(values).as(name).isNotEqualTo(before(name));
            } else {
                assertThat(values).as(name).isEqualTo(before(name));
            }
        });
    }

    /** AdamW's first step is the rate wherever there is a gradient: stages tell the factor of their rate. */
    @Test
    void stepsFallByTheLayerDecayFromStageToStage() {
        Strategy halved = new Strategy.Finetune(Strategy.Unfreeze.ALL, 0.5);
        OptimizerSpec noDecay = new OptimizerSpec.AdamW(1e-3, 0);
        Map<String, float[]> after = Toy.train(session, 2, halved, Toy.spec(1, 4, noDecay), 4);
        int classifier = LITE0.head();
        for (int stage = 0; stage <= classifier; stage++) {
            double expected = 1e-3 * Math.pow(0.5, classifier - stage);
            double largest = 0;
            for (TensorSpec spec : LITE0.tensors(stage, stage + 1)) {
                // biases and shifts: small numbers, whose difference is not lost in rounding
                if (spec.role() == TensorSpec.Role.NORM_SHIFT || spec.role() == TensorSpec.Role.BIAS) {
                    largest = Math.max(largest, largestStep(spec.name(), after));
                }
            }
            double fivePercent = 0.05 * expected; // float32 of shifts of a few units, and AdamW's epsilon
            assertThat(largest).as("stage %d", stage).isCloseTo(expected, within(fivePercent));
        }
    }

    private static double largestStep(String name, Map<String, float[]> after) {
        float[] old = before(name);
        float[] now = Objects.requireNonNull(after.get(name), name);
        double largest = 0;
        for (int i = 0; i < old.length; i++) {
            largest = Math.max(largest, Math.abs((double) now[i] - old[i]));
        }
        return largest;
    }

    @Test
    void weightDecaySparesBiasesAndNorms() {
        Map<String, float[]> without =
                Toy.train(session, 2, LAST_BLOCK, Toy.spec(1, 8, new OptimizerSpec.Sgd(0.1, 0, 0)), 8);
        Map<String, float[]> with =
                Toy.train(session, 2, LAST_BLOCK, Toy.spec(1, 8, new OptimizerSpec.Sgd(0.1, 0, 0.5)), 8);
        for (TensorSpec spec : LITE0.tensors(7, LITE0.stages().size())) {
            float[] plain = Objects.requireNonNull(without.get(spec.name()));
            if (spec.role() == TensorSpec.Role.WEIGHT) {
                assertThat(with.get(spec.name())).as(spec.name()).isNotEqualTo(plain);
            } else {
                assertThat(with.get(spec.name())).as(spec.name()).isEqualTo(plain);
            }
        }
    }

    /** One step leaves tensors that only validation meets, two meet them in the next step. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void absurdRateIsNamedWithItsPlaceAndAdvice(int epochs) {
        TrainingSpec absurd = Toy.spec(epochs, 8, new OptimizerSpec.Sgd(1e30, 0, 0));
        assertThatThrownBy(() -> Toy.train(session, 2, LAST_BLOCK, absurd, 8))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("[toy]: training diverged in ")
                .hasMessageContaining("learning rate 1.0E30")
                .hasMessageContaining("lower <learningRate>");
    }

    @Test
    void stepThatMeetsANumberThatIsNotFiniteIsNamed() {
        TrainingSpec absurd = Toy.spec(1, 4, new OptimizerSpec.Sgd(1e30, 0, 0));
        assertThatThrownBy(() -> Toy.train(session, 1, LAST_BLOCK, absurd, 8))
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
        try (StateDict tensors = TestNetworks.load(session, LITE0, 1)) {
            Trainer.Setup setup = new Trainer.Setup("[toy]", LITE0, tensors, EXTRACT, SHORT);
            try (BestTensors best = new BestTensors(setup, session.newManager())) {
                float[][] marks = {{1, 1, 1}, {2, 2, 2}, {3, 3, 3}};
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
        try (StateDict tensors = TestNetworks.load(session, LITE0, 1)) {
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
        try (Workers workers = session.newWorkers(threads)) {
            return new Predictor(session, workers).logits(LITE0, boundary, tensors, Toy.evaluation(boundary, count));
        }
    }
}
