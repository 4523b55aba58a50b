package io.github.tlmaven.train;

import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Log;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.failure.DivergedException;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.strategy.FreezePlan;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.util.List;

/**
 * The training loop. It changes the trained tensors of a state dict in place and leaves them as they were after the
 * epoch that is kept; all others stay as they are, to the bit.
 */
public final class Trainer {

    private final EngineSession session;
    private final Workers workers;
    private final Log log;

    /** A trainer on a session's device. */
    public Trainer(EngineSession session, Workers workers, Log log) {
        this.session = session;
        this.workers = workers;
        this.log = log;
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
            FreezePlan.Stages stages = new FreezePlan.Stages(architecture.stageNames(), architecture.lastBlock());
            return FreezePlan.of(strategy, stages, epoch);
        }
    }

    /**
     * What a training gave.
     *
     * @param epochs    in order
     * @param bestEpoch the kept one, counted from 1
     */
    public record Result(List<EpochResult> epochs, int bestEpoch) {
        /** Copies the list. */
        public Result {
            epochs = List.copyOf(epochs);
        }
    }

    /**
     * Trains.
     *
     * @throws DivergedException if a loss or gradient is not finite; the tensors are then of no use
     */
    public Result train(Setup setup, TrainingTask task, ValidationTask validation) {
        Predictor predictor = new Predictor(session, workers);
        EpochLog progress = new EpochLog(
                log, setup.label(), setup.spec().epochs(), task.inputs().size());
        try (TrainingState state = new TrainingState(setup, session)) {
            TrainingEpoch training = new TrainingEpoch(session, workers, setup, task, state);
            while (!state.isOver()) {
                int epoch = state.results().size();
                FreezePlan plan = setup.plan(epoch);
                TrainingEpoch.Run run = training.run(plan, epoch);
                float[][] logits =
                        predictor.logits(setup.architecture(), plan.boundary(), state.judged(), validation.inputs());
                ValidationTask.Score score = validation.score(logits);
                EpochResult result = new EpochResult(
                        epoch + 1, plan.stage(), run.rate(), run.meanLoss(), score.loss(), score.accuracy());
                Divergence.requireFinite(setup.label(), result);
                state.add(result);
                progress.epoch(result);
            }
            int kept = state.settle();
            progress.end(state.results().size(), state.results().get(kept - 1));
            return new Result(state.results(), kept);
        }
    }
}
