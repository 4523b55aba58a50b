package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.Batches;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * Logits of pictures, from a boundary upwards. Batches are of one size and workers single-threaded, so a picture's
 * logits depend neither on the number of workers nor on the pictures it shares a batch with.
 */
public final class Predictor {

    private final EngineSession session;
    private final Workers workers;

    /** A predictor on a session's device. */
    public Predictor(EngineSession session, Workers workers) {
        this.session = session;
        this.workers = workers;
    }

    /**
     * Logits of all inputs, in order.
     *
     * @param boundary where the inputs enter the network
     * @return for each picture one logit a class
     */
    public float[][] logits(Architecture architecture, int boundary, Tensors tensors, EvaluationInputs inputs) {
        int end = architecture.stages().size();
        float[][] logits = new float[inputs.size()][];
        try (FrozenStages stages = new FrozenStages(architecture, boundary, end, tensors)) {
            workers.map(Batches.of(inputs.size()), batch -> {
                float[] rows = rows(stages, inputs, batch);
                for (int i = 0; i < batch.size(); i++) {
                    int from = i * architecture.classes();
                    logits[batch.get(i)] = Arrays.copyOfRange(rows, from, from + architecture.classes());
                }
                return batch.size();
            });
        }
        return logits;
    }

    private float[] rows(FrozenStages stages, EvaluationInputs inputs, List<Integer> batch) {
        try (NDManager manager = session.newManager();
                NDArray input = inputs.batch(Batches.filled(batch), manager);
                NDArray output = stages.forward(input)) {
            return output.toFloatArray();
        }
    }
}
