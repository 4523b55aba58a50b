package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** What the trained part of a network reads when it is judged: every picture in its one fixed form. */
public interface EvaluationInputs {

    /** Number of pictures. */
    int size();

    /**
     * Inputs of some pictures.
     *
     * @return N×C×H×W or N×C, owned by the engine and attached to the manager
     */
    NDArray batch(List<Integer> items, NDManager manager);
}
