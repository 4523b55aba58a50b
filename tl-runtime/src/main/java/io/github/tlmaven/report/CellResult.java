package io.github.tlmaven.report;

import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.RunFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One experiment trained with one seed.
 *
 * @param seed    of the cell
 * @param run     what it was made of and what it cost
 * @param history how training went
 * @param scores  by evaluation set, in the plan's order; those that are there
 */
public record CellResult(long seed, RunFile run, HistoryFile history, Map<String, Scores> scores) {

    /** Copies the map, keeping its order. */
    public CellResult {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }
}
