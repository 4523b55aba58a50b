package io.github.tlmaven.train;

import static io.github.tlmaven.train.TrainingBench.LITE0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.failure.ContractException;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.NormMode;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The audit sees what it is for: each test breaks the contract in one way. */
@Tag("engine")
class AuditTest {

    private static final OptimizerSpec ADAMW = new OptimizerSpec.AdamW(1e-3, 0);
    private static final TrainingSpec SPEC = TrainingBench.spec(1, 8, ADAMW);
    private static final int LAST_BLOCK = 7;
    private static final int PICTURES = 8;

    private static TrainingBench bench;

    @BeforeAll
    static void open() {
        bench = new TrainingBench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    /** A stage in which something happens to the tensors. */
    private static List<StageAudit> audit(Strategy strategy, Consumer<StateDict> stage) {
        try (StateDict tensors = bench.tensors();
                Workers workers = bench.session.newWorkers(2);
                StepMeter meter = new StepMeter(new OptimizerState(bench.session.newManager()).optimizer(ADAMW))) {
            Trainer.Setup setup = bench.setup(tensors, strategy, SPEC);
            Audit audit = new Audit(setup, workers, meter);
            audit.beginEpoch(setup.plan(0));
            stage.accept(tensors);
            return audit.end();
        }
    }

    private static void add(StateDict tensors, String name, double value) {
        tensors.tensor(name).addi(value);
    }

    private static void moveAll(StateDict tensors, int from) {
        LITE0.tensors(from, LITE0.stages().size()).stream()
                .filter(spec -> spec.role().isParameter())
                .forEach(spec -> add(tensors, spec.name(), 0.125));
    }

    @Test
    void countsWhatStayedAndWhatMoved() {
        List<StageAudit> audits = audit(TrainingBench.LAST_BLOCK, tensors -> moveAll(tensors, LAST_BLOCK));

        long parameters = LITE0.tensors(LAST_BLOCK, LITE0.stages().size()).stream()
                .filter(spec -> spec.role().isParameter())
                .count();
        assertThat(audits).hasSize(1);
        StageAudit audit = audits.get(0);
        assertThat(audit.stage()).isEqualTo("last-block");
        assertThat(audit.epochs()).isOne();
        assertThat(audit.trainedTensors()).isEqualTo((int) parameters);
        assertThat(audit.movedTensors()).isEqualTo((int) parameters);
        assertThat(audit.movedStatistics()).isZero();
        assertThat(audit.frozenTensors()).isEqualTo(LITE0.tensors().size() - (int) parameters);
        assertThat(audit.groups())
                .extracting(StageAudit.Group::name)
                .containsExactly("blocks.6", "conv_head", "classifier");
    }

    @Test
    void oneValueOfAFrozenTensorIsABreach() {
        TensorSpec frozen = LITE0.tensors(0, 1).get(0);

        assertThatThrownBy(() -> audit(TrainingBench.LAST_BLOCK, tensors -> {
                    moveAll(tensors, LAST_BLOCK);
                    add(tensors, frozen.name(), 1e-3);
                }))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(
                        "[test] changed the frozen tensor '" + frozen.name() + "' in the stage last-block")
                .hasMessageContaining("expected SHA-256");
    }

    /** Equal numbers need not be equal bits: 0 and -0. */
    @Test
    void signOfAFrozenZeroIsABreach() {
        String frozen = LITE0.tensors(0, 1).get(0).name();
        try (StateDict tensors = bench.tensors();
                Workers workers = bench.session.newWorkers(2);
                StepMeter meter = new StepMeter(new OptimizerState(bench.session.newManager()).optimizer(ADAMW))) {
            tensors.tensor(frozen).muli(0).addi(0);
            Trainer.Setup setup = bench.setup(tensors, TrainingBench.EXTRACT, SPEC);
            Audit audit = new Audit(setup, workers, meter);
            audit.beginEpoch(setup.plan(0));
            moveAll(tensors, LITE0.head());
            tensors.tensor(frozen).negi();

            assertThatThrownBy(audit::end).isInstanceOf(ContractException.class).hasMessageContaining(frozen);
        }
    }

    @Test
    void stageThatDoesNotMoveIsABreach() {
        assertThatThrownBy(() -> audit(TrainingBench.LAST_BLOCK, tensors -> moveAll(tensors, LAST_BLOCK + 1)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("trained blocks.6's parameters in the stage last-block")
                .hasMessageContaining("none of them changed by a bit")
                .hasMessageContaining("To fix: raise <learningRate>");
    }

    /** What PyTorch does to a network whose author forgot {@code eval()}. */
    @Test
    void batchNormLeftInTrainingModeIsABreach() {
        assertThatThrownBy(() -> audit(TrainingBench.LAST_BLOCK, tensors -> {
                    moveAll(tensors, LAST_BLOCK);
                    differentiate(tensors, NormMode.TRAIN);
                }))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("running_mean'");
    }

    @Test
    void gradientsInEvaluationModeLeaveEveryStatisticAsItIs() {
        List<StageAudit> audits = audit(TrainingBench.LAST_BLOCK, tensors -> {
            moveAll(tensors, LAST_BLOCK);
            differentiate(tensors, NormMode.FOLDED);
        });

        assertThat(audits).hasSize(1);
    }

    private static void differentiate(StateDict tensors, NormMode mode) {
        List<String> names = LITE0.tensors(LAST_BLOCK, LITE0.stages().size()).stream()
                .filter(spec -> spec.role().isParameter())
                .map(TensorSpec::name)
                .toList();
        List<Integer> items = IntStream.range(0, PICTURES).boxed().toList();
        try (Workers workers = bench.session.newWorkers(1);
                NDManager manager = bench.session.newManager()) {
            new GradientStep(
                            bench.session,
                            workers,
                            new GradientStep.Network(LITE0, tensors, mode),
                            TrainingBench.task(PICTURES, LAST_BLOCK),
                            PICTURES)
                    .addTo(
                            new GradientSum(),
                            names,
                            LAST_BLOCK,
                            new GradientStep.EpochBatch(items, 0, PICTURES),
                            manager);
        }
    }

    @Test
    void batchStatisticsThatDoNotFollowAreABreach() {
        Strategy strategy = new Strategy.Finetune(
                Strategy.Unfreeze.LAST_BLOCK,
                Strategy.WarmStart.NONE,
                Strategy.Rates.falling(1),
                Strategy.BatchNorm.TRAIN);

        assertThatThrownBy(() -> audit(strategy, tensors -> moveAll(tensors, LAST_BLOCK)))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("trained blocks.6's running statistics");
    }
}
