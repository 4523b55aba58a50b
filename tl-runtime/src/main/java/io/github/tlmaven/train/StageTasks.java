package io.github.tlmaven.train;

/**
 * What a cell learns from and is judged by. Where the boundary moves during a training, inputs must come from another
 * place in the network.
 */
public interface StageTasks {

    /** Training pictures as they stand at a boundary; the same ones in the same order at each. */
    TrainingTask training(int boundary);

    /** Validation pictures as they stand at a boundary; the same ones in the same order at each. */
    ValidationTask validation(int boundary);

    /** Tasks of a training whose boundary never moves. */
    static StageTasks fixed(TrainingTask training, ValidationTask validation) {
        return new StageTasks() {
            @Override
            public TrainingTask training(int boundary) {
                return training;
            }

            @Override
            public ValidationTask validation(int boundary) {
                return validation;
            }
        };
    }
}
