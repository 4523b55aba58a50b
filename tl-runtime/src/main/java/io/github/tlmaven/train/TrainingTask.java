package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.data.TrainOrder;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.BatchSpec.Sampling;
import io.github.tlmaven.zoo.Pass;
import java.util.List;
import java.util.Optional;

/**
 * What a cell learns from.
 *
 * @param inputs  of the training pictures, at the boundary
 * @param labels  of the pictures, in the inputs' order
 * @param paths   of the pictures, in the inputs' order; random choices are keyed by them
 * @param loss    that is minimised
 * @param seed    of the cell
 * @param mixing  of the inputs' pictures with others; absent where each is seen by itself
 * @param weights of the pictures in the loss, above 0, in the inputs' order; empty where all count alike
 */
public record TrainingTask(
        TrainingInputs inputs,
        List<Integer> labels,
        List<String> paths,
        Loss loss,
        long seed,
        Optional<Mixing> mixing,
        List<Double> weights) {

    /** Copies the lists and checks that they fit the inputs. */
    public TrainingTask {
        labels = List.copyOf(labels);
        paths = List.copyOf(paths);
        weights = List.copyOf(weights);
        if (labels.size() != inputs.size()
                || paths.size() != inputs.size()
                || (!weights.isEmpty() && weights.size() != inputs.size())) {
            throw new IllegalArgumentException(inputs.size() + " inputs, " + labels.size() + " labels, " + paths.size()
                    + " paths, " + weights.size() + " weights");
        }
    }

    /** Of pictures that are seen by themselves. */
    public TrainingTask(TrainingInputs inputs, List<Integer> labels, List<String> paths, Loss loss, long seed) {
        this(inputs, labels, paths, loss, seed, Optional.empty(), List.of());
    }

    /** The same with pictures that the inputs mix. */
    public TrainingTask with(Mixing mixed) {
        return new TrainingTask(inputs, labels, paths, loss, seed, Optional.of(mixed), weights);
    }

    /** The same with pictures that count by their weights; those that all count 1 change nothing. */
    public TrainingTask weighted(List<Double> factors) {
        boolean alike = factors.stream().allMatch(factor -> factor == 1);
        return new TrainingTask(inputs, labels, paths, loss, seed, mixing, alike ? List.of() : factors);
    }

    /** What the loss compares the logits of some pictures with, in an epoch counted from 0. */
    Targets targets(List<Integer> items, int epoch) {
        if (mixing.isPresent()) {
            return mixing.get().targets(this, items, epoch);
        }
        Targets targets = new Targets.Labels(items.stream().map(labels::get).toList());
        return weights.isEmpty()
                ? targets
                : new Targets.Weighted(targets, items.stream().map(weights::get).toList());
    }

    /** What the sum of the losses of a step's pictures is divided by. */
    double divisor(List<Integer> items, int epoch) {
        return loss.divisor(targets(items, epoch));
    }

    /** The pictures that an epoch sees, in its order. */
    int[] order(Sampling sampling, int epoch) {
        return switch (sampling) {
            case SHUFFLED -> TrainOrder.of(seed, epoch, inputs.size());
            case BALANCED -> TrainOrder.balanced(seed, epoch, labels);
        };
    }

    /** Dropout masks that are a function of seed, epoch, layer and picture. */
    Pass.DropoutMasks masks(GradientStep.EpochBatch batch, NDManager manager) {
        return (layer, rate, features) -> {
            int width = Math.toIntExact(features);
            float[] mask = new float[batch.items().size() * width];
            float kept = (float) (1 / (1 - rate));
            int at = 0;
            for (int item : batch.items()) {
                Draws draws = Draws.of(seed, Draws.Purpose.DROPOUT, batch.epoch(), layer + ":" + paths.get(item));
                for (int i = 0; i < width; i++) {
                    mask[at++] = draws.nextDouble() < rate ? 0 : kept;
                }
            }
            NDArray overJava = manager.create(mask, new Shape(batch.items().size(), width));
            return Autograd.owned(overJava);
        };
    }
}
