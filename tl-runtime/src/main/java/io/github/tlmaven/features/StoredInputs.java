package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Pictures whose activations at the boundary are stored, one row each.
 *
 * @param activations in the pictures' order
 */
public record StoredInputs(Activations activations) implements EvaluationInputs {

    @Override
    public int size() {
        return activations.size();
    }

    @Override
    public NDArray batch(List<Integer> items, NDManager manager) {
        return activations.batch(items, manager);
    }
}
