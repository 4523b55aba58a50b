package io.github.tlmaven.worker;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.util.Map;

/** The numbers that the cells of an experiment start with. */
interface StartingWeights extends AutoCloseable {

    /**
     * What is said of them in files and logs.
     *
     * @param sha256  digest of their file, hexadecimal; {@code none} where there is no file
     * @param source  where they come from
     * @param licence SPDX name, or {@code unknown}
     */
    record Description(String sha256, String source, String licence) {}

    /** What is said of them. */
    Description description();

    /** What a model file says of them beside the description. */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /** How the pictures were prepared that they were trained on. */
    Preprocessing preprocessing();

    /** Whether each seed has numbers of its own. */
    boolean varyBySeed();

    /**
     * Loads everything below the head; the head too where it can be kept.
     *
     * @param architecture with a head for the dataset's classes
     * @param seed         of the cell
     * @param owner        of the tensors; closed with the result
     * @param workers      draw what is random
     */
    StateDict load(Architecture architecture, long seed, NDManager owner, Workers workers);

    @Override
    void close();
}
