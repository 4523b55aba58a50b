package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.zoo.TensorSpec;
import io.github.tlmaven.zoo.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A copy of the trained tensors after the best epoch so far. */
final class BestTensors implements AutoCloseable {

    private final Trainer.Setup setup;
    private final NDManager manager;
    private final Map<String, NDArray> copies = new LinkedHashMap<>();
    private Optional<EpochResult> best = Optional.empty();

    /**
     * Knows no epoch yet.
     *
     * @param manager owns the copies, and is closed with this
     */
    BestTensors(Trainer.Setup setup, NDManager manager) {
        this.setup = setup;
        this.manager = manager;
    }

    /** Copies what an epoch left, if the epoch is better than all before. */
    void offer(EpochResult result, Tensors tensors) {
        if (best.isPresent()
                && !result.betterThan(best.get(), setup.spec().selection().monitor())) {
            return;
        }
        best = Optional.of(result);
        int end = setup.architecture().stages().size();
        for (TensorSpec spec : setup.architecture().tensors(setup.lowestBoundary(), end)) {
            NDArray copy = tensors.tensor(spec.name()).duplicate();
            copy.attach(manager);
            NDArray before = copies.put(spec.name(), copy);
            if (before != null) {
                before.close();
            }
        }
    }

    /** Puts the tensors back as they were, and says after which epoch that was, counted from 1. */
    int restore() {
        copies.forEach((name, copy) -> copy.copyTo(setup.tensors().tensor(name)));
        return best.orElseThrow(() -> new IllegalStateException("no epoch was offered"))
                .epoch();
    }

    @Override
    public void close() {
        manager.close();
    }
}
