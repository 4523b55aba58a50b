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

    /** Each picture's own class has its share, and the partner's class the rest. */
    Targets.Soft targets(TrainingTask task, List<Integer> items, int epoch) {
        List<List<Double>> rows = new ArrayList<>();
        for (int item : items) {
            Mix mix = mixer.choose(task.paths().get(item), epoch, task.labels().size());
            float[] target = mix.target(task.labels().get(item), task.labels().get(mix.partner()), classes);
            List<Double> row = new ArrayList<>();
            for (float probability : target) {
                row.add((double) probability);
            }
            rows.add(row);
        }
        return new Targets.Soft(rows);
    }
}
