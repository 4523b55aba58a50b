package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures how far an optimizer moves parameters, in the first step of each epoch. */
final class StepMeter implements Optimizer {

    private final Optimizer optimizer;
    private final Map<String, Sum> sums = new HashMap<>();
    private final Set<String> measured = new HashSet<>();

    /** Sums over the measured steps of one parameter. */
    private record Sum(double rates, double changes, long values, int steps) {
        static final Sum NONE = new Sum(0, 0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(rates + other.rates, changes + other.changes, values + other.values, steps + other.steps);
        }
    }

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
                sums.merge(name, new Sum(rate, (double) mean.getFloat() * values, values, 1), Sum::plus);
            }
        }
    }

    /**
     * What was measured of a stage of the network.
     *
     * @param parameters its names
     */
    StageAudit.Group group(String stage, List<String> parameters) {
        Sum sum = Sum.NONE;
        for (String name : parameters) {
            sum = sum.plus(sums.getOrDefault(name, Sum.NONE));
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
