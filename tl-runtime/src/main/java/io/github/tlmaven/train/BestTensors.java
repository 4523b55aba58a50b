package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Copies;
import io.github.tlmaven.zoo.TensorSpec;
import io.github.tlmaven.zoo.Tensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** Every copy by name; a live view. */
    Map<String, NDArray> copies() {
        return Collections.unmodifiableMap(copies);
    }

    /**
     * Takes over what was kept before.
     *
     * @param results of all epochs so far, in order
     * @param saved   tensors of the best of them; copied
     */
    void restore(List<EpochResult> results, Map<String, NDArray> saved) {
        results.forEach(this::judge);
        saved.forEach((name, values) -> {
            NDArray copy = Copies.of(setup.tensors().tensor(name), manager); // in the layout in which it is used
            Copies.into(copy, values);
            copies.put(name, copy);
        });
    }

    private boolean judge(EpochResult result) {
        boolean better = best.isEmpty()
                || result.betterThan(best.get(), setup.spec().selection().monitor());
        if (better) {
            best = Optional.of(result);
        }
        return better;
    }

    /** Copies what an epoch left, if the epoch is better than all before. */
    void offer(EpochResult result, Tensors tensors) {
        if (!judge(result)) {
            return;
        }
        for (TensorSpec spec : setup.changed()) {
            NDArray before = copies.put(spec.name(), Copies.of(tensors.tensor(spec.name()), manager));
            if (before != null) {
                before.close();
            }
        }
    }

    /** Puts the tensors back as they were, and says after which epoch that was, counted from 1. */
    int restore() {
        copies.forEach((name, copy) -> Copies.into(setup.tensors().tensor(name), copy));
        return best.orElseThrow(() -> new IllegalStateException("no epoch was offered"))
                .epoch();
    }

    @Override
    public void close() {
        manager.close();
    }
}
