package io.github.tlmaven.report;

import io.github.tlmaven.report.Summary.Judged;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One experiment with the cells that are there.
 *
 * @param experiment as planned
 * @param folds      number of folds of a cross-validation; absent without one
 * @param cells      in the order of the plan's; may be fewer
 * @param pooled     of a cross-validation, by seed, what all folds' predictions for their test parts come to
 */
public record ExperimentResult(Experiment experiment, OptionalInt folds, List<CellResult> cells, List<Judged> pooled) {

    /** Copies the collections. */
    public ExperimentResult {
        cells = List.copyOf(cells);
        pooled = List.copyOf(pooled);
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

    /**
     * Its scores on a set, over the seeds that have some; absent where none has. In a cross-validation a seed has some if
     * all its folds have: on the test part the pooled ones, on another set those of each fold's model.
     */
    public Optional<Summary> summary(String set) {
        List<Judged> judged = new ArrayList<>();
        if (folds.isPresent() && set.equals(Plan.TEST_SET)) {
            judged.addAll(pooled);
        } else {
            Map<Long, List<Judged>> bySeed = judged(set).stream()
                    .collect(
                            Collectors.groupingBy(each -> each.cell().seed(), LinkedHashMap::new, Collectors.toList()));
            bySeed.values().stream()
                    .filter(models -> models.size() == folds.orElse(1))
                    .forEach(judged::addAll);
        }
        return judged.isEmpty() ? Optional.empty() : Optional.of(new Summary(set, judged));
    }

    /** Seeds that there are cells of, each once. */
    List<Long> seeds() {
        return cells.stream().map(cell -> cell.id().seed()).distinct().toList();
    }

    /** The scores of each cell on a set; the test part of a fold is the fold. */
    List<Judged> judged(String set) {
        return cells.stream().flatMap(cell -> cell.judged(set).stream()).toList();
    }
}
