package io.github.tlmaven.train;

import java.util.function.Consumer;

/** Where checkpoints of one training are kept. */
public interface CheckpointPlace {

    /** Keeps nothing, and has nothing. */
    CheckpointPlace NONE = new CheckpointPlace() {
        @Override
        public void restore(Consumer<Checkpoint> training) {
            // there is nothing to go on from
        }

        @Override
        public void keep(Checkpoint checkpoint) {
            // nobody asked for it
        }
    };

    /** Hands the latest checkpoint over, if there is one. Its arrays live until the call returns. */
    void restore(Consumer<Checkpoint> training);

    /** Keeps a checkpoint. Where that fails the training goes on: a checkpoint is an insurance, and no result. */
    void keep(Checkpoint checkpoint);
}
