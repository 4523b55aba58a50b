package io.github.tlmaven.checkpoint;

import io.github.tlmaven.train.StageAudit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cell has behind it beside its training.
 *
 * @param fingerprint everything that the cell depends on; only an equal one can go on from a checkpoint
 * @param warmStart   what was found after the head's training before
 * @param seconds     that all processes spent on the cell until the checkpoint, 0 or more
 */
public record CellState(Map<String, String> fingerprint, List<StageAudit> warmStart, double seconds) {

    /** Copies the collections, keeping their order, and checks the time. */
    public CellState {
        fingerprint = Collections.unmodifiableMap(new LinkedHashMap<>(fingerprint));
        warmStart = List.copyOf(warmStart);
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("seconds must be 0 or more, was " + seconds);
        }
    }
}
