package io.github.tlmaven.train;

import io.github.tlmaven.data.augment.Mix;
import io.github.tlmaven.data.augment.Mixer;
import java.util.ArrayList;
import java.util.List;

/**
 * Targets of pictures that were mixed. The mixer is asked again and answers as it did for the pixels, since its choices
 * are a function of seed, epoch and path.
 *
 * @param mixer   the one that combined the pixels
 * @param classes how many there are
 */
public record Mixing(Mixer mixer, int classes) {

    /**
     * Each picture's own class has its share, and the partner's class the rest. Where pictures have weights, the loss of a
     * mixed one is share · weight of its own class's loss plus (1 − share) · partner's weight of the partner's.
     */
    Targets targets(TrainingTask task, List<Integer> items, int epoch) {
        List<List<Double>> rows = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int item : items) {
            Mix mix = mixer.choose(task.paths().get(item), epoch, task.labels().size());
            float[] target = mix.target(task.labels().get(item), task.labels().get(mix.partner()), classes);
            List<Double> row = new ArrayList<>();
            for (float probability : target) {
                row.add((double) probability);
            }
            if (!task.weights().isEmpty()) {
                weights.add(weigh(task, item, mix, row));
            }
            rows.add(row);
        }
        Targets.Soft soft = new Targets.Soft(rows);
        return weights.isEmpty() ? soft : new Targets.Weighted(soft, weights);
    }

    /** Moves a row towards the picture that counts more, and gives the weight of both together. */
    private static double weigh(TrainingTask task, int item, Mix mix, List<Double> row) {
        double own = mix.share() * task.weights().get(item);
        double partner = (1 - mix.share()) * task.weights().get(mix.partner());
        int label = task.labels().get(item);
        int other = task.labels().get(mix.partner());
        if (label != other) {
            row.set(label, own / (own + partner));
            row.set(other, partner / (own + partner));
        }
        return own + partner;
    }
}
