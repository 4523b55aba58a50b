package io.github.tlmaven.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** What the trained part of a network reads while it learns: augmented, anew in every epoch. */
public interface TrainingInputs {

    /** Number of pictures. */
    int size();

    /**
     * Inputs of some pictures in one epoch.
     *
     * @param epoch counted from 0
     * @return N×C×H×W or N×C, owned by the engine and attached to the manager
     */
    NDArray batch(List<Integer> items, int epoch, NDManager manager);
}
