package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.strategy.FreezePlan;
import io.github.tlmaven.zoo.NormMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The steps of an epoch: batches, their gradient, clipping, update. */
final class TrainingEpoch {

    private final EngineSession session;
    private final Workers workers;
    private final Trainer.Setup setup;
    private final TrainingTask task;
    private final TrainingState state;

    TrainingEpoch(EngineSession session, Workers workers, Trainer.Setup setup, TrainingTask task, TrainingState state) {
        this.session = session;
        this.workers = workers;
        this.setup = setup;
        this.task = task;
        this.state = state;
    }

    /**
     * What an epoch's steps gave.
     *
     * @param rate     of the head in the last step
     * @param meanLoss over all steps, each picture as often and as heavy as it was seen
     */
    record Run(double rate, double meanLoss) {}

    /**
     * Trains the plan's parameters for one epoch, counted from 0; where some of its steps were made before, for the
     * others.
     *
     * @param afterStep runs after every step but the last
     */
    Run run(FreezePlan plan, int epoch, Runnable afterStep) {
        TrainingSpec spec = setup.spec();
        Map<String, ParameterGroup> groups =
                ParameterGroup.of(setup.architecture(), plan, spec.update().decayAll());
        state.averages().ifPresent(averages -> averages.begin(groups.keySet()));
        int[] order = task.order(spec.batch().sampling(), epoch);
        Shared shared = shared(plan, groups);
        List<List<Integer>> steps = StepBatches.of(
                IntStream.of(order).boxed().toList(), spec.batch().picturesPerStep(), shared.wholeBatches());
        Schedule schedule =
                new Schedule(spec.update().optimizer().learningRate(), spec.schedule(), spec.epochs(), steps.size());
        double lossSum = state.partial().lossSum();
        double divisorSum = state.partial().divisorSum();
        double rate = 0;
        for (int i = state.partial().nextStep(); i < steps.size(); i++) {
            int number = epoch * steps.size() + i;
            rate = schedule.rate(number);
            Step step = new Step(steps.get(i), epoch, number, task.divisor(steps.get(i), epoch), rate);
            lossSum += train(step, shared);
            divisorSum += step.divisor();
            if (i + 1 < steps.size()) {
                state.within(new Progress.Partial(i + 1, steps.size(), lossSum, divisorSum));
                afterStep.run();
            }
        }
        return new Run(rate, lossSum / divisorSum);
    }

    /**
     * A step.
     *
     * @param items   indices of its pictures
     * @param number  in the whole training, counted from 0
     * @param divisor of its loss, as {@link Loss#divisor} gives it
     */
    private record Step(List<Integer> items, int epoch, int number, double divisor, double rate) {}

    /**
     * What all steps of an epoch share.
     *
     * @param groups       of the trained parameters, by name
     * @param boundary     the lowest trained stage
     * @param wholeBatches whether a step needs the statistics of its whole batch
     */
    private record Shared(
            GradientStep gradients, Map<String, ParameterGroup> groups, int boundary, boolean wholeBatches) {}

    private Shared shared(FreezePlan plan, Map<String, ParameterGroup> groups) {
        boolean wholeBatches = setup.usesBatchStatistics(plan);
        GradientStep.Network network = new GradientStep.Network(
                setup.architecture(), setup.tensors(), wholeBatches ? NormMode.TRAIN : NormMode.FOLDED);
        GradientStep gradients = new GradientStep(
                session, workers, network, task, setup.spec().batch().microBatch());
        return new Shared(gradients, groups, plan.boundary(), wholeBatches);
    }

    /** Trains with one step, and gives the sum of its pictures' losses. */
    private double train(Step step, Shared shared) {
        List<String> names = List.copyOf(shared.groups().keySet());
        GradientSum sum = new GradientSum();
        try (NDManager manager = session.newManager()) {
            for (List<Integer> items :
                    StepBatches.of(step.items(), setup.spec().batch().size(), shared.wholeBatches())) {
                GradientStep.EpochBatch batch = new GradientStep.EpochBatch(items, step.epoch(), step.divisor());
                shared.gradients().addTo(sum, names, shared.boundary(), batch, manager);
            }
            Map<String, NDArray> gradients = sum.end(names, workers, manager);
            double norm = GradientClip.apply(
                    List.copyOf(gradients.values()), setup.spec().update().clipping(), workers);
            new Divergence.Step(sum.loss() / step.divisor(), norm, step.number(), step.rate())
                    .requireFinite(setup.label());
            update(gradients, shared.groups(), step.rate());
            return sum.loss();
        }
    }

    /** Each parameter is one thread's work, so the number of workers changes no bit. */
    private void update(Map<String, NDArray> gradients, Map<String, ParameterGroup> groups, double rate) {
        workers.map(List.copyOf(groups.entrySet()), entry -> {
            String name = entry.getKey();
            ParameterGroup group = entry.getValue();
            NDArray gradient = Objects.requireNonNull(gradients.get(name), name);
            NDArray parameter = setup.tensors().tensor(name);
            state.optimizer().update(name, parameter, gradient, rate * group.rateFactor(), group.decays());
            state.averages().ifPresent(averages -> averages.update(name));
            return name;
        });
    }
}
