package io.github.tlmaven.train;

import static io.github.tlmaven.train.TrainingBench.EXTRACT;
import static io.github.tlmaven.train.TrainingBench.LAST_BLOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.BatchSpec.Sampling;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.SelectionSpec.Stopping;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.UpdateSpec;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What settings of the loop do to trained tensors. */
@Tag("engine")
class LoopTest {

    private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.1, 0.9, 0);
    private static final String WEIGHT = "classifier.weight";
    private static final String BIAS = "classifier.bias";

    /** 40 pictures in steps of 16 leave 8 for the last, which is one batch of 8 out of two. */
    private static final int PICTURES = 40;

    private static TrainingBench bench;

    @BeforeAll
    static void open() {
        bench = new TrainingBench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private record Trained(Map<String, float[]> values, Trainer.Result result) {
        float[] of(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }
    }

    private static Trained train(Strategy strategy, TrainingSpec spec, int pictures) {
        try (StateDict tensors = bench.tensors()) {
            Trainer.Result result = bench.train(bench.setup(tensors, strategy, spec), pictures, 2);
            return new Trained(TrainingBench.values(tensors, TrainingBench.LITE0.tensors()), result);
        }
    }

    private static void assertSame(Trained actual, Trained expected) {
        expected.values()
                .forEach((name, values) -> assertThat(actual.of(name)).as(name).isEqualTo(values));
        assertThat(actual.result()).isEqualTo(expected.result());
    }

    /** Batches of 8 are cut into the micro-batches of one batch of 16. */
    @Test
    void accumulatedBatchesGiveTheBitsOfTheirUnion() {
        TrainingSpec large = Trainings.plain(2, 16, SGD);
        TrainingSpec accumulated = Trainings.with(large, new BatchSpec(8, 2, Sampling.SHUFFLED));
        assertSame(train(LAST_BLOCK, accumulated, PICTURES), train(LAST_BLOCK, large, PICTURES));
    }

    /** Micro-batches of 5 divide batches of 5 and of 10 alike; those of 8 cut one of 10 otherwise. */
    @Test
    void accumulatedBatchesGiveTheBitsOfTheirUnionWhereMicroBatchesDivideThem() {
        TrainingSpec large = Trainings.plain(2, 10, SGD);
        Trained whole = train(EXTRACT, Trainings.with(large, new BatchSpec(10, 1, 5, Sampling.SHUFFLED)), 19);
        assertSame(train(EXTRACT, Trainings.with(large, new BatchSpec(5, 2, 5, Sampling.SHUFFLED)), 19), whole);
        assertThat(train(EXTRACT, large, 19).of(WEIGHT))
                .as("added in other groups")
                .isNotEqualTo(whole.of(WEIGHT));
    }

    @Test
    void microBatchLargerThanTheBatchIsTheBatch() {
        TrainingSpec large = Trainings.plain(1, 10, SGD);
        assertSame(
                train(EXTRACT, Trainings.with(large, new BatchSpec(10, 1, 64, Sampling.SHUFFLED)), 19),
                train(EXTRACT, Trainings.with(large, new BatchSpec(10, 1, 10, Sampling.SHUFFLED)), 19));
    }

    /** Statistics of parts of a batch would be others. */
    @Test
    void microBatchIsWithoutEffectOnBatchStatistics() {
        Strategy statistics =
                new Strategy.Finetune(Unfreeze.LAST_BLOCK, WarmStart.NONE, Rates.falling(1), BatchNorm.TRAIN);
        TrainingSpec plain = Trainings.plain(1, 8, SGD);
        assertSame(
                train(statistics, Trainings.with(plain, new BatchSpec(8, 1, 3, Sampling.SHUFFLED)), 8),
                train(statistics, plain, 8));
    }

    /** 19 pictures in batches of 5: steps of 10 and 9, and batches of 5, 5, 5 and 4, all cut otherwise than 10 and 9. */
    @Test
    void everyPictureOfAStepWeighsTheSameInShortBatchesToo() {
        TrainingSpec large = Trainings.plain(1, 10, new OptimizerSpec.Sgd(0.1, 0, 0));
        Trained whole = train(EXTRACT, large, 19);
        Trained parts = train(EXTRACT, Trainings.with(large, new BatchSpec(5, 2, Sampling.SHUFFLED)), 19);
        float roundings = 1e-6f; // float32 sums in another order, of gradients below 1
        assertThat(parts.of(WEIGHT)).containsExactly(whole.of(WEIGHT), within(roundings));
        assertThat(parts.of(BIAS)).containsExactly(whole.of(BIAS), within(roundings));
        assertThat(train(EXTRACT, Trainings.plain(1, 5, SGD), 19).of(BIAS))
                .as("steps of single batches are others")
                .usingComparatorWithPrecision(roundings)
                .isNotEqualTo(whole.of(BIAS));
    }

    @Test
    void averageOfWeightsIsKeptAndFollowsThem() {
        double decay = 0.75;
        TrainingSpec plain = Trainings.with(Trainings.plain(1, 8, SGD), last());
        UpdateSpec averaging = new UpdateSpec(SGD, false, new Clipping.None(), OptionalDouble.of(decay));
        float[] start;
        try (StateDict tensors = bench.tensors()) {
            start = tensors.tensor(BIAS).toFloatArray();
        }
        float[] first = train(EXTRACT, plain, 8).of(BIAS);
        float[] averaged = train(EXTRACT, Trainings.with(plain, averaging), 8).of(BIAS);
        for (int i = 0; i < start.length; i++) {
            double expected = decay * start[i] + (1 - decay) * first[i];
            assertThat((double) averaged[i]).isCloseTo(expected, within(1e-7));
        }
    }

    @Test
    void averagesAreWhatIsValidated() {
        UpdateSpec slow = new UpdateSpec(SGD, false, new Clipping.None(), OptionalDouble.of(0.999999));
        Trained averaged = train(EXTRACT, Trainings.with(Trainings.plain(3, 4, SGD), slow), 16);
        Trained plain = train(EXTRACT, Trainings.plain(3, 4, SGD), 16);
        double first = averaged.result().epochs().get(0).validationLoss();
        double later = averaged.result().epochs().get(2).validationLoss();
        assertThat(later).as("averages hardly move").isCloseTo(first, within(1e-3));
        assertThat(averaged.result().epochs().get(2).trainLoss())
                .as("what is trained is not the average")
                .isEqualTo(plain.result().epochs().get(2).trainLoss());
        assertThat(plain.result().epochs().get(2).validationLoss()).isNotCloseTo(first, within(1e-3));
    }

    private static SelectionSpec last() {
        return new SelectionSpec(Keep.LAST, Monitor.VALIDATION_ACCURACY, Optional.empty());
    }

    @Test
    void trainingEndsWhenPatienceIsOver() {
        double unreachable = 1;
        SelectionSpec selection =
                new SelectionSpec(Keep.BEST, Monitor.VALIDATION_ACCURACY, Optional.of(new Stopping(2, unreachable)));
        Trained stopped = train(EXTRACT, Trainings.with(Trainings.plain(9, 8, SGD), selection), 16);
        Trained whole = train(EXTRACT, Trainings.plain(9, 8, SGD), 16);
        assertThat(stopped.result().epochs())
                .as("the schedule is that of all nine")
                .isEqualTo(whole.result().epochs().subList(0, 3));
        assertThat(stopped.result().bestEpoch()).isBetween(1, 3);
    }

    @Test
    void weightDecayReachesBiasesAndNormsOnRequestOnly() {
        TrainingSpec without = Trainings.plain(1, 8, new OptimizerSpec.Sgd(0.1, 0, 0));
        UpdateSpec all =
                new UpdateSpec(new OptimizerSpec.Sgd(0.1, 0, 0.5), true, new Clipping.None(), OptionalDouble.empty());
        Trained plain = train(LAST_BLOCK, without, 8);
        Trained decayed = train(LAST_BLOCK, Trainings.with(without, all), 8);
        for (TensorSpec spec :
                TrainingBench.LITE0.tensors(7, TrainingBench.LITE0.stages().size())) {
            if (spec.role().isParameter()) {
                assertThat(decayed.of(spec.name())).as(spec.name()).isNotEqualTo(plain.of(spec.name()));
            }
        }
    }

    @Test
    void balancedSamplingIsWhatTheEpochIsTrainedOn() {
        TrainingSpec shuffled = Trainings.plain(1, 8, SGD);
        TrainingSpec balanced = Trainings.with(shuffled, new BatchSpec(8, 1, Sampling.BALANCED));
        Trained first = train(EXTRACT, balanced, 16);
        assertThat(first.of(BIAS)).isNotEqualTo(train(EXTRACT, shuffled, 16).of(BIAS));
        assertSame(train(EXTRACT, balanced, 16), first);
    }
}
