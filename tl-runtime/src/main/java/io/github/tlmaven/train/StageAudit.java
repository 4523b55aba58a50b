package io.github.tlmaven.train;

import io.github.tlmaven.digest.Sha256;
import java.util.List;

/**
 * What was found after a stage of a training, in which one part of the network was trained and the rest was not.
 *
 * @param stage            state of the strategy, as in {@link EpochResult#stage}
 * @param epochs           that it lasted
 * @param frozenTensors    number of tensors that had to stay as they were, running statistics included
 * @param frozenDigest     of their names, shapes and values, before and after
 * @param trainedTensors   number of parameters that were trained
 * @param movedTensors     those of them whose bits changed
 * @param movedStatistics  number of running statistics whose bits changed
 * @param groups           one for each trained stage of the network, from the input to the head
 */
public record StageAudit(
        String stage,
        int epochs,
        int frozenTensors,
        Sha256 frozenDigest,
        int trainedTensors,
        int movedTensors,
        int movedStatistics,
        List<Group> groups) {

    /** Copies the list. */
    public StageAudit {
        groups = List.copyOf(groups);
    }

    /** The same under another name. */
    public StageAudit named(String other) {
        return new StageAudit(
                other, epochs, frozenTensors, frozenDigest, trainedTensors, movedTensors, movedStatistics, groups);
    }

    /**
     * How far a stage of the network moved, measured in the first step of each epoch.
     *
     * @param name     of the network's stage
     * @param meanRate mean learning rate of these steps
     * @param meanStep mean absolute change of a parameter's values in these steps, weight decay included
     */
    public record Group(String name, double meanRate, double meanStep) {}
}
