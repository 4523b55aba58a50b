package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Measures how far an optimizer moves parameters, in the first step of each epoch. Threads may update different
 * parameters at the same time.
 */
final class StepMeter implements Optimizer {

    private final Optimizer optimizer;
    private final Map<String, Progress.Sum> sums = new ConcurrentSkipListMap<>();
    private final Set<String> measured = ConcurrentHashMap.newKeySet();

    /**
     * Measures an optimizer.
     *
     * @param optimizer does the work; closed with this
     */
    StepMeter(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /** The next update of each parameter is measured. */
    void beginEpoch() {
        measured.clear();
    }

    /** Forgets what was measured. */
    void beginStage() {
        sums.clear();
    }

    /** What was measured in this stage by parameter; a live view. */
    Map<String, Progress.Sum> sums() {
        return Collections.unmodifiableMap(sums);
    }

    /** Goes on within a stage, after a step that updated all its parameters. */
    void restore(Map<String, Progress.Sum> saved) {
        sums.putAll(saved);
        measured.addAll(saved.keySet());
    }

    @Override
    public void update(String name, NDArray parameter, NDArray gradient, double rate, boolean decays) {
        if (!measured.add(name)) {
            optimizer.update(name, parameter, gradient, rate, decays);
            return;
        }
        try (NDArray before = parameter.duplicate()) {
            optimizer.update(name, parameter, gradient, rate, decays);
            try (NDArray change = parameter.sub(before);
                    NDArray size = change.abs();
                    NDArray mean = size.mean()) {
                long values = parameter.size();
                Progress.Sum sum = new Progress.Sum(rate, (double) mean.getFloat() * values, values, 1);
                sums.merge(name, sum, Progress.Sum::plus);
            }
        }
    }

    /**
     * What was measured of a stage of the network.
     *
     * @param parameters its names
     */
    StageAudit.Group group(String stage, List<String> parameters) {
        Progress.Sum sum = Progress.Sum.NONE;
        for (String name : parameters) {
            sum = sum.plus(sums.getOrDefault(name, Progress.Sum.NONE));
        }
        return sum.steps() == 0
                ? new StageAudit.Group(stage, 0, 0)
                : new StageAudit.Group(stage, sum.rates() / sum.steps(), sum.changes() / sum.values());
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
