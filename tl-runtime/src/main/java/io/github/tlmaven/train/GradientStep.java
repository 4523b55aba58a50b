package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FoldedConvolution;
import io.github.tlmaven.zoo.NormMode;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.StepFolds;
import io.github.tlmaven.zoo.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gradient of one step. With batch norm in evaluation mode it is a sum over pictures: micro-batches of a set size
 * are differentiated by single-threaded workers and added in the order of the micro-batches, so the sum has the same
 * bits for any number of workers. In training mode pictures of a batch depend on each other: one worker takes the whole
 * batch, with the same bits whatever the number of workers.
 */
final class GradientStep {

    private final EngineSession session;
    private final Workers workers;
    private final Network network;
    private final TrainingTask task;
    private final int microBatch;

    /**
     * What is differentiated.
     *
     * @param architecture from the input to the logits
     * @param tensors      by name; with {@link NormMode#TRAIN} the running statistics are changed in place
     * @param norm         how batch norm computes in the trained stages
     */
    record Network(Architecture architecture, Tensors tensors, NormMode norm) {}

    /** Of micro-batches of so many pictures, at least 1. */
    GradientStep(EngineSession session, Workers workers, Network network, TrainingTask task, int microBatch) {
        this.session = session;
        this.workers = workers;
        this.network = network;
        this.task = task;
        this.microBatch = microBatch;
    }

    /**
     * Differentiates the loss of a batch and adds it to that of its step.
     *
     * @param names    parameters to differentiate by
     * @param boundary the lowest trained stage
     * @param batch    indices of pictures
     * @param manager  owns the gradients; the step's own
     */
    void addTo(GradientSum sum, List<String> names, int boundary, EpochBatch batch, NDManager manager) {
        int size = network.norm() == NormMode.TRAIN ? batch.items().size() : microBatch;
        List<List<Integer>> parts = StepBatches.of(batch.items(), size, false);
        Optional<StepFolds> folds = network.norm() == NormMode.FOLDED
                ? Optional.of(sum.folds(
                        () -> new StepFolds(network.architecture(), boundary, network.tensors(), workers, manager)))
                : Optional.empty();
        List<String> single = names.stream()
                .filter(name -> folds.isEmpty() || !folds.get().contains(name))
                .toList();
        workers.<List<Integer>, GradientSum.Part>mapInOrder(
                parts,
                part -> Autograd.recording(
                        () -> new Branch(single, folds, boundary).differentiate(batch.part(part), manager)),
                sum::add);
    }

    /**
     * Some pictures of an epoch.
     *
     * @param items   indices of pictures
     * @param epoch   counted from 0
     * @param divisor of the whole step's loss, as {@link Loss#divisor} gives it
     */
    record EpochBatch(List<Integer> items, int epoch, double divisor) {
        EpochBatch part(List<Integer> some) {
            return new EpochBatch(some, epoch, divisor);
        }
    }

    /** What the micro-batches of a batch share: parameters that are leaves themselves, and those that were folded. */
    private final class Branch {

        private final List<String> single;
        private final Optional<StepFolds> folds;
        private final int boundary;

        Branch(List<String> single, Optional<StepFolds> folds, int boundary) {
            this.single = single;
            this.folds = folds;
            this.boundary = boundary;
        }

        GradientSum.Part differentiate(EpochBatch batch, NDManager manager) {
            try (NDManager local = session.newManager()) {
                Map<String, NDArray> leaves = new LinkedHashMap<>();
                single.forEach(
                        name -> leaves.put(name, Autograd.leaf(network.tensors().tensor(name), local)));
                Map<String, FoldedConvolution> folded =
                        folds.map(each -> each.leaves(local)).orElse(Map.of());
                Pass pass = new Pass(
                        network.tensors().under(leaves), network.norm(), folded, Optional.of(task.masks(batch, local)));
                double loss = backward(batch, pass, local);
                Map<String, NDArray> gradients = new LinkedHashMap<>();
                leaves.forEach((name, leaf) -> gradients.put(name, Autograd.gradient(leaf, manager)));
                Map<String, FoldedConvolution> foldedGradients = new LinkedHashMap<>();
                folded.forEach((name, leaf) -> foldedGradients.put(
                        name,
                        new FoldedConvolution(
                                Autograd.gradient(leaf.weight(), manager), Autograd.gradient(leaf.bias(), manager))));
                return new GradientSum.Part(gradients, foldedGradients, loss);
            }
        }

        /** Leaves gradients in the leaves of the pass, and gives the sum of the pictures' losses. */
        private double backward(EpochBatch batch, Pass pass, NDManager local) {
            int end = network.architecture().stages().size();
            try (NDArray input = task.inputs().batch(batch.items(), batch.epoch(), local);
                    NDArray logits = network.architecture().forward(input, boundary, end, pass)) {
                Targets targets = task.targets(batch.items(), batch.epoch());
                Loss.Result loss = task.loss().evaluate(logits.toFloatArray(), targets, 1 / batch.divisor());
                try (NDArray seed = Autograd.owned(local.create(loss.gradient(), logits.getShape()))) {
                    Autograd.backward(logits, seed);
                }
                return loss.sum();
            }
        }
    }
}
