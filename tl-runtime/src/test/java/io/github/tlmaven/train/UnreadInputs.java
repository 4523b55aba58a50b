package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.features.TrainingInputs;
import java.util.List;

/** Stands for pictures where nobody looks at their pixels. */
record UnreadInputs(int size) implements TrainingInputs {

    @Override
    public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
        throw new UnsupportedOperationException("a test that only asks for targets read pixels");
    }
}
