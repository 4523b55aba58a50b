package io.github.tlmaven.report.files;

import java.util.List;

/**
 * What was checked while a cell was trained; a breach would have failed the goal.
 *
 * @param pipeline of the pictures
 * @param stages   one for each stage of the strategy, in the order trained
 */
public record RunAudit(Pipeline pipeline, List<Stage> stages) {

    /** Copies the list. */
    public RunAudit {
        stages = List.copyOf(stages);
    }

    /**
     * What random augmentation does to the first training pictures.
     *
     * @param pictures            that were looked at
     * @param changedInTraining   those of them whose pixels differ from their evaluation form
     * @param changedInEvaluation those whose evaluation form differs from one time to the next: none
     */
    public record Pipeline(int pictures, int changedInTraining, int changedInEvaluation) {}

    /**
     * A stage: one part of the network was trained, and the rest was not.
     *
     * @param stage           as in {@code history.csv}, or {@code warm-start}
     * @param epochs          that it lasted
     * @param frozenTensors   number of tensors that kept their bits, running statistics included
     * @param frozenDigest    SHA-256 of them, before and after
     * @param trainedTensors  number of trained parameters
     * @param movedTensors    those of them whose bits changed
     * @param movedStatistics number of running statistics whose bits changed
     * @param groups          the trained stages of the network
     */
    public record Stage(
            String stage,
            int epochs,
            int frozenTensors,
            String frozenDigest,
            int trainedTensors,
            int movedTensors,
            int movedStatistics,
            List<Group> groups) {
        /** Copies the list. */
        public Stage {
            groups = List.copyOf(groups);
        }
    }

    /**
     * A trained stage of the network, measured in the first step of each epoch.
     *
     * @param name         of the network's stage
     * @param learningRate mean rate of these steps
     * @param meanStep     mean absolute change of a value in one of these steps
     */
    public record Group(String name, double learningRate, double meanStep) {}
}
