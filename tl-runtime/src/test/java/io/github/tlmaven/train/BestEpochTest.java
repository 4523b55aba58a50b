package io.github.tlmaven.train;

import static io.github.tlmaven.spec.SelectionSpec.Monitor.VALIDATION_ACCURACY;
import static io.github.tlmaven.spec.SelectionSpec.Monitor.VALIDATION_LOSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Stopping;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.StateDict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which epoch is kept, and that its tensors are. */
@Tag("engine")
class BestEpochTest {

    private static final int EPOCHS = 12;
    private static final String WEIGHT = "classifier.weight";

    private static TrainingBench bench;

    @BeforeAll
    static void open() {
        bench = new TrainingBench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private static EpochResult epoch(int epoch, double loss, double accuracy) {
        return new EpochResult(epoch, "head", 0.1, 0, loss, accuracy);
    }

    @Test
    void accuracyDecidesFirst() {
        assertThat(epoch(1, 9, 0.6).betterThan(epoch(2, 0.1, 0.5), VALIDATION_ACCURACY))
                .isTrue();
        assertThat(epoch(2, 0.1, 0.5).betterThan(epoch(1, 9, 0.6), VALIDATION_ACCURACY))
                .isFalse();
    }

    @Test
    void lossDecidesBetweenEqualAccuracies() {
        assertThat(epoch(2, 0.1, 0.5).betterThan(epoch(1, 0.2, 0.5), VALIDATION_ACCURACY))
                .isTrue();
        assertThat(epoch(1, 0.2, 0.5).betterThan(epoch(2, 0.1, 0.5), VALIDATION_ACCURACY))
                .isFalse();
    }

    @Test
    void lossDecidesFirstWhereItIsMonitored() {
        assertThat(epoch(2, 0.1, 0.5).betterThan(epoch(1, 9, 0.6), VALIDATION_LOSS))
                .isTrue();
        assertThat(epoch(1, 9, 0.6).betterThan(epoch(2, 0.1, 0.5), VALIDATION_LOSS))
                .isFalse();
        assertThat(epoch(2, 0.1, 0.6).betterThan(epoch(1, 0.1, 0.5), VALIDATION_LOSS))
                .isTrue();
        assertThat(epoch(2, 0.1, 0.5).betterThan(epoch(1, 0.1, 0.5), VALIDATION_LOSS))
                .isFalse();
    }

    @Test
    void earlierOfTwoEqualEpochsIsKept() {
        assertThat(epoch(2, 0.1, 0.5).betterThan(epoch(1, 0.1, 0.5), VALIDATION_ACCURACY))
                .isFalse();
    }

    @Test
    void tensorsOfTheMiddleEpochComeBack() {
        try (StateDict tensors = bench.tensors();
                BestTensors best = best(tensors)) {
            best.offer(epoch(1, 0.5, 0.5), tensors);
            tensors.tensor(WEIGHT).addi(1);
            float[] middle = tensors.tensor(WEIGHT).toFloatArray();
            best.offer(epoch(2, 0.5, 0.7), tensors);
            tensors.tensor(WEIGHT).addi(1);
            best.offer(epoch(3, 0.4, 0.6), tensors);
            assertThat(best.restore()).isEqualTo(2);
            assertThat(tensors.tensor(WEIGHT).toFloatArray()).isEqualTo(middle);
        }
    }

    private static BestTensors best(StateDict tensors) {
        return new BestTensors(
                bench.setup(
                        tensors, TrainingBench.LAST_BLOCK, TrainingBench.spec(3, 4, new OptimizerSpec.Sgd(0.1, 0, 0))),
                bench.session.newManager());
    }

    @Test
    void nothingCanBeRestoredBeforeAnEpoch() {
        try (StateDict tensors = bench.tensors();
                BestTensors best = best(tensors)) {
            assertThatThrownBy(best::restore).hasMessageContaining("no epoch");
        }
    }

    /** Every picture has the same features, so the logits are those of one point. */
    private record SameFeatures(int size) implements TrainingInputs, EvaluationInputs {

        private static final float VALUE = 0.1f;

        @Override
        public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
            return batch(items, manager);
        }

        @Override
        public NDArray batch(List<Integer> items, NDManager manager) {
            long width = TrainingBench.LITE0.featureWidth();
            return Autograd.owned(manager.full(new Shape(items.size(), width), VALUE));
        }
    }

    /** A training's end: its result, and what its tensors score. */
    private record End(Trainer.Result result, ValidationTask.Score score) {
        EpochResult kept() {
            return result.epochs().get(result.bestEpoch() - 1);
        }

        EpochResult last() {
            return result.epochs().get(result.epochs().size() - 1);
        }
    }

    /**
     * All training pictures are of class 0, every second validation picture is: the validation loss falls until class 0
     * has a probability of one half and rises from there on, while the accuracy stays the same.
     */
    private static End train(SelectionSpec selection) {
        int pictures = 8;
        TrainingInputs inputs = new SameFeatures(pictures);
        List<String> paths = Collections.nCopies(pictures, "same");
        TrainingTask task = new TrainingTask(inputs, Collections.nCopies(pictures, 0), paths, CrossEntropy.PLAIN, 1);
        ValidationTask validation = new ValidationTask(new SameFeatures(2), List.of(0, 1));
        TrainingSpec spec = TrainingBench.spec(EPOCHS, pictures, new OptimizerSpec.Sgd(0.03, 0, 0));
        try (StateDict tensors = bench.tensors();
                Workers workers = bench.session.newWorkers(1)) {
            Trainer.Setup setup = bench.setup(tensors, TrainingBench.EXTRACT, Trainings.with(spec, selection));
            Trainer.Result result = new Trainer(bench.session, workers, new TestLog()).train(setup, task, validation);
            float[][] logits = new Predictor(bench.session, workers)
                    .logits(setup.architecture(), setup.plan(0).boundary(), tensors, validation.inputs());
            return new End(result, validation.score(logits));
        }
    }

    private static void assertTensorsAreThoseOf(EpochResult kept, End end) {
        assertThat(end.score()).isEqualTo(new ValidationTask.Score(kept.validationLoss(), kept.validationAccuracy()));
    }

    @Test
    void trainerLeavesTheTensorsOfItsBestEpoch() {
        End end = train(SelectionSpec.bestAccuracy());
        assertThat(end.result().epochs()).hasSize(EPOCHS);
        assertThat(end.result().bestEpoch()).isBetween(2, EPOCHS - 1);
        assertThat(end.result().epochs()).noneMatch(epoch -> epoch.betterThan(end.kept(), VALIDATION_ACCURACY));
        assertTensorsAreThoseOf(end.kept(), end);
        assertThat(end.score().loss()).isLessThan(end.last().validationLoss());
    }

    @Test
    void trainerLeavesTheTensorsOfItsLastEpochOnRequest() {
        End end = train(new SelectionSpec(Keep.LAST, VALIDATION_ACCURACY, Optional.empty()));
        assertThat(end.result().bestEpoch()).isEqualTo(EPOCHS);
        assertTensorsAreThoseOf(end.last(), end);
    }

    @Test
    void lossThatRisesEndsTheTrainingAndTheLowestIsKept() {
        int whole = train(SelectionSpec.bestAccuracy()).result().bestEpoch();
        End end = train(new SelectionSpec(Keep.BEST, VALIDATION_LOSS, Optional.of(new Stopping(1, 0))));
        assertThat(end.result().bestEpoch()).as("as without stopping").isEqualTo(whole);
        assertThat(end.result().epochs()).hasSize(whole + 1);
        assertTensorsAreThoseOf(end.kept(), end);
    }
}
