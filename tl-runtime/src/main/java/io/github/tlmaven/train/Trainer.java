package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
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
import io.github.tlmaven.zoo.NormMode;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The training loop. It changes the trained tensors of a state dict in place and leaves them as they were after the
 * best epoch; all others stay as they are, to the bit.
 */
public final class Trainer {

    private static final String ADVICE =
            "lower <learningRate> (a tenth of it is a good next try), add <warmupEpochs>, or set <clipNorm>1</clipNorm>.";

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
            return plans().at(epoch);
        }

        /** The boundary below which no epoch changes anything. */
        int lowestBoundary() {
            return plans().lowestBoundary(spec.epochs());
        }

        private FreezePlans plans() {
            FreezePlans.Stages stages = new FreezePlans.Stages(architecture.stageNames(), architecture.lastBlock());
            return new FreezePlans(strategy, stages, spec.optimizer().learningRate());
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

    /** Trains where the boundary never moves. */
    public Result train(Setup setup, TrainingTask task, ValidationTask validation) {
        return train(setup, StageTasks.fixed(task, validation));
    }

    /**
     * Trains.
     *
     * @throws DivergedException if a loss or gradient is not finite; the tensors are then of no use
     * @throws io.github.tlmaven.failure.ContractException if something frozen changed, or something trained did not
     */
    public Result train(Setup setup, StageTasks tasks) {
        Predictor predictor = new Predictor(session, workers);
        int pictures = tasks.training(setup.plan(0).boundary()).inputs().size();
        EpochLog progress = new EpochLog(log, setup.label(), setup.spec().epochs(), pictures);
        logJoinedBatch(setup, pictures);
        List<EpochResult> results = new ArrayList<>();
        try (StepMeter optimizer = new StepMeter(Optimizer.of(setup.spec().optimizer(), session.newManager()));
                BestTensors best = new BestTensors(setup, session.newManager())) {
            Audit audit = new Audit(setup, workers, optimizer);
            for (int epoch = 0; epoch < setup.spec().epochs(); epoch++) {
                FreezePlan plan = setup.plan(epoch);
                audit.beginEpoch(plan);
                EpochRun run = runEpoch(setup, tasks.training(plan.boundary()), optimizer, epoch);
                ValidationTask validation = tasks.validation(plan.boundary());
                float[][] logits =
                        predictor.logits(setup.architecture(), plan.boundary(), setup.tensors(), validation.inputs());
                ValidationTask.Score score = validation.score(logits);
                EpochResult result = new EpochResult(
                        epoch + 1, plan.stage(), run.rate(), run.meanLoss(), score.loss(), score.accuracy());
                requireFinite(setup, result);
                results.add(result);
                best.offer(result);
                progress.epoch(result);
            }
            List<StageAudit> audited = audit.end();
            int kept = best.restore();
            progress.end(results.get(kept - 1));
            return new Result(results, kept, audited);
        }
    }

    private void logJoinedBatch(Setup setup, int pictures) {
        int batchSize = setup.spec().batchSize();
        FreezePlan last = setup.plan(setup.spec().epochs() - 1);
        if (setup.usesBatchStatistics(last) && StepBatches.joinsLast(pictures, batchSize)) {
            log.info(setup.label() + " the last picture of each epoch joins the batch before it, which has then "
                    + (batchSize + 1) + ": batch norm in training mode needs two pictures at least");
        }
    }

    /** The last step of an epoch may leave tensors that no later step computes a loss from. */
    private static void requireFinite(Setup setup, EpochResult result) {
        if (Double.isFinite(result.validationLoss())) {
            return;
        }
        throw new DivergedException(
                String.format(
                        Locale.ROOT,
                        "%s: training diverged in epoch %d: validation loss %s, learning rate %s.",
                        setup.label(),
                        result.epoch(),
                        result.validationLoss(),
                        result.learningRate()),
                ADVICE);
    }

    private record EpochRun(double rate, double meanLoss) {}

    private EpochRun runEpoch(Setup setup, TrainingTask task, Optimizer optimizer, int epoch) {
        FreezePlan plan = setup.plan(epoch);
        Map<String, Group> groups = groups(setup.architecture(), plan);
        boolean wholeBatches = setup.usesBatchStatistics(plan);
        GradientStep.Network network = new GradientStep.Network(
                setup.architecture(), setup.tensors(), wholeBatches ? NormMode.TRAIN : NormMode.FOLDED);
        GradientStep gradients = new GradientStep(session, workers, network, task);
        List<Integer> order = IntStream.of(task.order(epoch)).boxed().toList();
        List<List<Integer>> batches = StepBatches.of(order, setup.spec().batchSize(), wholeBatches);
        int steps = batches.size();
        Schedule schedule = new Schedule(
                setup.spec().optimizer().learningRate(),
                setup.spec().warmupEpochs() * steps,
                setup.spec().epochs() * steps);
        double lossSum = 0;
        double rate = 0;
        for (int step = 0; step < steps; step++) {
            List<Integer> items = batches.get(step);
            rate = schedule.rate(epoch * steps + step);
            try (NDManager manager = session.newManager()) {
                GradientStep.EpochBatch batch = new GradientStep.EpochBatch(items, epoch, items.size());
                GradientStep.Outcome outcome =
                        gradients.compute(List.copyOf(groups.keySet()), plan.boundary(), batch, manager);
                double norm = GradientClip.apply(
                        outcome.gradients().values(), setup.spec().clipNorm());
                requireFinite(setup, outcome.lossSum() / items.size(), norm, epoch * steps + step, rate);
                apply(outcome.gradients(), groups, setup.tensors(), optimizer, rate);
                lossSum += outcome.lossSum();
            }
        }
        return new EpochRun(rate, lossSum / order.size());
    }

    /** How a parameter is updated. */
    private record Group(double rateFactor, boolean decays) {}

    private static Map<String, Group> groups(Architecture architecture, FreezePlan plan) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < plan.rateFactors().size(); i++) {
            double factor = plan.rateFactors().get(i);
            int stage = plan.boundary() + i;
            for (TensorSpec spec : architecture.tensors(stage, stage + 1)) {
                if (spec.role().isParameter()) {
                    groups.put(spec.name(), new Group(factor, spec.role() == TensorSpec.Role.WEIGHT));
                }
            }
        }
        return groups;
    }

    private static void apply(
            Map<String, NDArray> gradients,
            Map<String, Group> groups,
            StateDict tensors,
            Optimizer optimizer,
            double rate) {
        groups.forEach((name, group) -> {
            NDArray gradient = Objects.requireNonNull(gradients.get(name), name);
            optimizer.update(name, tensors.tensor(name), gradient, rate * group.rateFactor(), group.decays());
        });
    }

    private static void requireFinite(Setup setup, double loss, double norm, int step, double rate) {
        if (Double.isFinite(loss) && Double.isFinite(norm)) {
            return;
        }
        throw new DivergedException(
                String.format(
                        Locale.ROOT,
                        "%s: training diverged in step %d: loss %s, gradient norm %s, learning rate %s.",
                        setup.label(),
                        step + 1,
                        loss,
                        norm,
                        rate),
                ADVICE);
    }
}
