package io.github.tlmaven.data;

import io.github.tlmaven.engine.Draws;
import io.github.tlmaven.engine.Draws.Purpose;

/** In which order an epoch visits the training pictures. */
public final class TrainOrder {

    private TrainOrder() {}

    /**
     * A permutation of 0 … size-1 that depends on nothing else.
     *
     * @param seed  the cell's
     * @param epoch counted from 0
     * @param size  number of training pictures
     */
    public static int[] of(long seed, long epoch, int size) {
        return Draws.of(seed, Purpose.ORDER, epoch, "").permutation(size);
    }
}
