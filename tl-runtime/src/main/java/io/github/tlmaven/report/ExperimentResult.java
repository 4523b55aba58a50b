package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One experiment with the cells that are there.
 *
 * @param experiment as planned
 * @param cells      in the order of the plan's seeds; may be fewer
 */
public record ExperimentResult(Experiment experiment, List<CellResult> cells) {

    /** Copies the list. */
    public ExperimentResult {
        cells = List.copyOf(cells);
    }

    /** How it was trained, and how often a picture is judged where that is more than once. */
    public String method() {
        TestTimeAugmentation views = experiment.testTimeAugmentation();
        String strategy = experiment.strategy().label();
        return views == TestTimeAugmentation.NONE
                ? strategy
                : strategy + ", test-time augmentation " + views.keyword() + " (" + views.passes()
                        + " passes a picture)";
    }

    /** Its scores on a set, over the seeds that have some; absent where none has. */
    public Optional<Summary> summary(String set) {
        List<Long> seeds = new ArrayList<>();
        List<Scores> scores = new ArrayList<>();
        for (CellResult cell : cells) {
            Scores score = cell.scores().get(set);
            if (score != null) {
                seeds.add(cell.seed());
                scores.add(score);
            }
        }
        return seeds.isEmpty() ? Optional.empty() : Optional.of(new Summary(set, seeds, scores));
    }
}
