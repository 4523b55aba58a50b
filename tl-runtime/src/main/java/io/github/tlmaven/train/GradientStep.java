package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.NormMode;
import io.github.tlmaven.zoo.Pass;
import io.github.tlmaven.zoo.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gradient of one step. With batch norm in evaluation mode it is a sum over pictures: micro-batches of fixed size
 * are differentiated by single-threaded workers and added in the order of the micro-batches, so the sum has the same
 * bits for any number of workers. In training mode pictures of a batch depend on each other: one worker takes the whole
 * batch, with the same bits whatever the number of workers.
 */
final class GradientStep {

    /** Pictures differentiated at once: large enough for the kernels, small enough for the activations to fit. */
    static final int MICRO_BATCH = 8;

    private final EngineSession session;
    private final Workers workers;
    private final Network network;
    private final TrainingTask task;

    /**
     * What is differentiated.
     *
     * @param architecture from the input to the logits
     * @param tensors      by name; with {@link NormMode#TRAIN} the running statistics are changed in place
     * @param norm         how batch norm computes in the trained stages
     */
    record Network(Architecture architecture, Tensors tensors, NormMode norm) {}

    GradientStep(EngineSession session, Workers workers, Network network, TrainingTask task) {
        this.session = session;
        this.workers = workers;
        this.network = network;
        this.task = task;
    }

    /** Of a network whose batch norm is in evaluation mode. */
    GradientStep(
            EngineSession session, Workers workers, Architecture architecture, Tensors tensors, TrainingTask task) {
        this(session, workers, new Network(architecture, tensors, NormMode.FOLDED), task);
    }

    /** A micro-batch: gradients by parameter's name, and the sum of the pictures' losses. */
    private record Part(Map<String, NDArray> gradients, double lossSum) {}

    /**
     * Differentiates the loss of a batch and adds it to that of its step.
     *
     * @param names    parameters to differentiate by
     * @param boundary the lowest trained stage
     * @param batch    indices of pictures
     * @param manager  owns the gradients
     */
    void addTo(GradientSum sum, List<String> names, int boundary, EpochBatch batch, NDManager manager) {
        List<List<Integer>> parts = new ArrayList<>();
        int size = network.norm() == NormMode.TRAIN ? batch.items().size() : MICRO_BATCH;
        for (int from = 0; from < batch.items().size(); from += size) {
            int to = Math.min(from + size, batch.items().size());
            parts.add(batch.items().subList(from, to));
        }
        workers.map(parts, part -> Autograd.recording(() -> differentiate(names, boundary, batch.part(part), manager)))
                .forEach(part -> sum.add(part.gradients(), part.lossSum()));
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

    private Part differentiate(List<String> names, int boundary, EpochBatch batch, NDManager manager) {
        try (NDManager local = session.newManager()) {
            Map<String, NDArray> leaves = new LinkedHashMap<>();
            names.forEach(
                    name -> leaves.put(name, Autograd.leaf(network.tensors().tensor(name), local)));
            Tensors mixed = name -> leaves.containsKey(name)
                    ? Tensors.of(leaves).tensor(name)
                    : network.tensors().tensor(name);
            Pass pass = new Pass(mixed, network.norm(), Map.of(), Optional.of(task.masks(batch, local)));
            int end = network.architecture().stages().size();
            try (NDArray input = task.inputs().batch(batch.items(), batch.epoch(), local);
                    NDArray logits = network.architecture().forward(input, boundary, end, pass)) {
                Targets targets = task.targets(batch.items(), batch.epoch());
                Loss.Result loss = task.loss().evaluate(logits.toFloatArray(), targets, 1 / batch.divisor());
                try (NDArray seed = Autograd.owned(local.create(loss.gradient(), logits.getShape()))) {
                    Autograd.backward(logits, seed);
                }
                Map<String, NDArray> gradients = new LinkedHashMap<>();
                leaves.forEach((name, leaf) -> gradients.put(name, Autograd.gradient(leaf, manager)));
                return new Part(gradients, loss.sum());
            }
        }
    }
}
