package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.Summary.Judged;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.CellId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One experiment trained with one seed, and in a cross-validation with one fold as the test part.
 *
 * @param id      of the cell
 * @param run     what it was made of and what it cost
 * @param history how training went
 * @param scores  by evaluation set, in the plan's order; those that are there
 */
public record CellResult(CellId id, RunFile run, HistoryFile history, Map<String, Scores> scores) {

    /** Copies the map, keeping its order. */
    public CellResult {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** Its scores on a set; absent where there are none. */
    Optional<Judged> judged(String set) {
        return Optional.ofNullable(scores.get(set)).map(each -> new Judged(id, each));
    }
}
