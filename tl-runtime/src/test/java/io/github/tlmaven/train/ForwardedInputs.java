package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.zoo.FrozenStages;
import java.util.List;

/**
 * Activations at a boundary as a network makes them of pictures: numbers by formula would leave its units dead.
 *
 * @param pictures go into the network
 * @param below    computes the activations
 */
record ForwardedInputs(FormulaInputs pictures, FrozenStages below) implements TrainingInputs, EvaluationInputs {

    @Override
    public int size() {
        return pictures.size();
    }

    @Override
    public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
        return batch(items, manager);
    }

    @Override
    public NDArray batch(List<Integer> items, NDManager manager) {
        try (NDArray input = pictures.batch(items, manager)) {
            NDArray output = below.forward(input);
            output.attach(manager);
            return output;
        }
    }
}
