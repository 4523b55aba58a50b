package io.github.tlmaven.train;

import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.failure.DivergedException;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.strategy.FreezePlan;
import io.github.tlmaven.train.strategy.FreezePlans;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The training loop. It changes the trained tensors of a state dict in place and leaves them as they were after the
 * epoch that is kept; all others stay as they are, to the bit.
 */
public final class Trainer {

    private final EngineSession session;
    private final Workers workers;
    private final Log log;
    private final UnaryOperator<Optimizer> observed;

    /** A trainer on a session's device. */
    public Trainer(EngineSession session, Workers workers, Log log) {
        this(session, workers, log, UnaryOperator.identity());
    }

    /** One whose optimizers are observed. */
    Trainer(EngineSession session, Workers workers, Log log, UnaryOperator<Optimizer> observed) {
        this.session = session;
        this.workers = workers;
        this.log = log;
        this.observed = observed;
    }

    /**
     * What is trained, and how.
     *
     * @param label        begins log lines
     * @param architecture of the network, with the new head
     * @param tensors      its numbers; changed in place
     * @param strategy     which part is trained
     * @param spec         how it is trained
     */
    public record Setup(
            String label, Architecture architecture, StateDict tensors, Strategy strategy, TrainingSpec spec) {

        /** The plan of an epoch, counted from 0. */
        public FreezePlan plan(int epoch) {
            return plans().at(epoch);
        }

        /** The boundary below which no epoch changes anything. */
        int lowestBoundary() {
            return plans().lowestBoundary(spec.epochs());
        }

        /** The tensors that some epoch may change. */
        List<TensorSpec> changed() {
            return architecture.tensors(lowestBoundary(), architecture.stages().size());
        }

        private FreezePlans plans() {
            return Trainer.plans(architecture, strategy, spec);
        }

        /** Whether an epoch computes batch norm on the statistics of its batches. */
        boolean usesBatchStatistics(FreezePlan plan) {
            return plan.batchNorm() == BatchNorm.TRAIN
                    && architecture
                            .tensors(plan.boundary(), architecture.stages().size())
                            .stream()
                            .anyMatch(spec -> !spec.role().isParameter());
        }
    }

    /**
     * What a training gave.
     *
     * @param epochs    in order
     * @param bestEpoch the kept one, counted from 1
     * @param audit     what was found after each stage of the strategy
     */
    public record Result(List<EpochResult> epochs, int bestEpoch, List<StageAudit> audit) {
        /** Copies the lists. */
        public Result {
            epochs = List.copyOf(epochs);
            audit = List.copyOf(audit);
        }
    }

    /** What a strategy trains of a network in each epoch. */
    public static FreezePlans plans(Architecture architecture, Strategy strategy, TrainingSpec spec) {
        FreezePlans.Stages stages = new FreezePlans.Stages(architecture.stageNames(), architecture.lastBlock());
        return new FreezePlans(strategy, stages, spec.update().optimizer().learningRate());
    }

    /** Trains where the boundary never moves, without checkpoints. */
    public Result train(Setup setup, TrainingTask task, ValidationTask validation) {
        return train(setup, StageTasks.fixed(task, validation));
    }

    /** Trains without checkpoints. */
    public Result train(Setup setup, StageTasks tasks) {
        return train(setup, tasks, Checkpoints.none());
    }

    /**
     * Trains, from the latest checkpoint on if there is one: with the same result as if there was none, to the bit.
     *
     * @throws DivergedException if a loss or gradient is not finite; the tensors are then of no use
     * @throws io.github.tlmaven.failure.ContractException if something frozen changed, or something trained did not
     * @throws io.github.tlmaven.failure.DataException if the latest checkpoint is not one of this training
     */
    public Result train(Setup setup, StageTasks tasks, Checkpoints checkpoints) {
        int pictures = tasks.training(setup.plan(0).boundary()).inputs().size();
        logJoinedBatch(setup, pictures);
        try (TrainingState state = new TrainingState(setup, session, workers, observed)) {
            checkpoints.restore(state::restore);
            EpochLog progress = new EpochLog(log, setup, pictures, state.epochs());
            while (!state.isOver()) {
                EpochResult result = epoch(setup, tasks, state, () -> checkpoints.afterStep(state::checkpoint));
                state.add(result);
                progress.epoch(result);
                if (!state.isOver()) {
                    checkpoints.afterEpoch(state::checkpoint);
                }
            }
            List<StageAudit> audited = state.audit().end();
            int kept = state.settle();
            progress.end(state.results().size(), state.results().get(kept - 1));
            return new Result(state.results(), kept, audited);
        }
    }

    private EpochResult epoch(Setup setup, StageTasks tasks, TrainingState state, Runnable afterStep) {
        int epoch = state.results().size();
        FreezePlan plan = setup.plan(epoch);
        if (state.partial().isNone()) {
            state.audit().beginEpoch(plan);
        }
        TrainingTask task = tasks.training(plan.boundary());
        TrainingEpoch.Run run = new TrainingEpoch(session, workers, setup, task, state).run(plan, epoch, afterStep);
        ValidationTask validation = tasks.validation(plan.boundary());
        float[][] logits = new Predictor(session, workers)
                .logits(setup.architecture(), plan.boundary(), state.judged(), validation.inputs());
        ValidationTask.Score score = validation.score(logits);
        EpochResult result =
                new EpochResult(epoch + 1, plan.stage(), run.rate(), run.meanLoss(), score.loss(), score.accuracy());
        Divergence.requireFinite(setup.label(), result);
        return result;
    }

    private void logJoinedBatch(Setup setup, int pictures) {
        int batchSize = setup.spec().batch().picturesPerStep();
        FreezePlan last = setup.plan(setup.spec().epochs() - 1);
        if (setup.usesBatchStatistics(last) && StepBatches.joinsLast(pictures, batchSize)) {
            log.info(setup.label() + " the last picture of each epoch joins the batch before it, which has then "
                    + (batchSize + 1) + ": batch norm in training mode needs two pictures at least");
        }
    }
}
