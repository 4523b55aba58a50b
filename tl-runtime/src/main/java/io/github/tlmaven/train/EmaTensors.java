package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Copies;
import io.github.tlmaven.zoo.Tensors;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Exponential moving averages of trained tensors (Polyak and Juditsky 1992, as torchvision's reference has it):
 * a ← d·a + (1 − d)·w after each step, beginning with the tensor before its own first step. Tensors that are not
 * averaged are themselves.
 */
final class EmaTensors implements Tensors, AutoCloseable {

    private final Tensors trained;
    private final double decay;
    private final NDManager manager;
    private final Map<String, NDArray> averages = new LinkedHashMap<>();

    /**
     * Averages nothing yet.
     *
     * @param decay   d, above 0 and below 1
     * @param manager owns the averages, and is closed with this
     */
    EmaTensors(Tensors trained, double decay, NDManager manager) {
        this.trained = trained;
        this.decay = decay;
        this.manager = manager;
    }

    /** Begins averages of tensors that have none yet. */
    void begin(Collection<String> names) {
        for (String name : names) {
            averages.computeIfAbsent(name, key -> Copies.of(trained.tensor(key), manager));
        }
    }

    /** Takes a tensor in as it is after a step. */
    void update(String name) {
        try (NDArray share = trained.tensor(name).mul(1 - decay)) {
            tensor(name).muli(decay).addi(share);
        }
    }

    /** Every average by name; a live view. */
    Map<String, NDArray> averages() {
        return Collections.unmodifiableMap(averages);
    }

    /** Takes over averages of before; they are copied. */
    void restore(Map<String, NDArray> saved) {
        begin(saved.keySet());
        saved.forEach((name, values) -> Copies.into(tensor(name), values));
    }

    /** Puts the averages in the trained tensors' places. */
    void settle() {
        averages.forEach((name, average) -> Copies.into(trained.tensor(name), average));
    }

    @Override
    public NDArray tensor(String name) {
        return trained.under(averages).tensor(name);
    }

    @Override
    public void close() {
        manager.close();
    }
}
