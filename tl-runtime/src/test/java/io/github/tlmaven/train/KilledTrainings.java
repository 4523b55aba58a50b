package io.github.tlmaven.train;

import static io.github.tlmaven.train.TrainingBench.LITE0;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.checkpoint.CellState;
import io.github.tlmaven.checkpoint.CheckpointFiles;
import io.github.tlmaven.checkpoint.StoredCheckpoint;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.OptimizerSpec.Moments;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.UpdateSpec;
import io.github.tlmaven.zoo.StateDict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Trainings of the test network that are ended after every single step, and go on from their files each time. */
final class KilledTrainings implements AutoCloseable {

    static final OptimizerSpec ADAM = new OptimizerSpec.Adam(1e-3, Moments.TORCH, 0);

    /** With averages of weights and two moments. */
    static final Case AVERAGED =
            new Case(TrainingBench.LAST_BLOCK, averaged(spec(2, new OptimizerSpec.RmsProp(1e-3, 0.99, 1e-8, 0.9, 0))));

    static final int PICTURES = 10;
    static final int BATCH = 4;

    /** More updates than any of these trainings makes. */
    private static final int MANY = 10_000;

    private final TrainingBench bench = new TrainingBench();

    /** What is trained. */
    record Case(Strategy strategy, TrainingSpec spec) {}

    /** An update of a parameter, as the optimizer was asked for it. */
    record Update(String parameter, double rate) {}

    /**
     * What a training left, and what it did on the way: the updates by parameter, each parameter's in order; the lines are
     * those of the last process.
     */
    record Trained(
            Trainer.Result result, Map<String, float[]> values, List<Update> updates, List<String> lines, int kills) {}

    /** Ends a training as a kill would: nothing runs after it. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Observed(Optimizer optimizer, List<Update> updates) implements Optimizer {

        @Override
        public void update(String name, NDArray parameter, NDArray gradient, double rate, boolean decays) {
            updates.add(new Update(name, rate));
            optimizer.update(name, parameter, gradient, rate, decays);
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }

    static TrainingSpec spec(int epochs, OptimizerSpec optimizer) {
        return TrainingBench.spec(epochs, BATCH, optimizer);
    }

    private static TrainingSpec averaged(TrainingSpec spec) {
        return Trainings.with(
                spec,
                new UpdateSpec(
                        spec.update().optimizer(), false, new UpdateSpec.Clipping.Norm(1), OptionalDouble.of(0.9)));
    }

    Trained undisturbed(Case some) {
        return train(some, CheckpointPlace.NONE, Collections.synchronizedList(new ArrayList<>()), 0);
    }

    /** Checkpoints go through files in the folder, and through the change when they are read. */
    Trained killedAfterEveryStep(Case some, Path folder, UnaryOperator<Checkpoint> change) {
        List<Update> updates = Collections.synchronizedList(new ArrayList<>());
        CheckpointPlace place = place(new CheckpointFiles(folder, "[test]", new TestLog()), change);
        for (int kills = 0; ; kills++) {
            try {
                return train(some, place, updates, kills);
            } catch (Killed e) {
                assertThat(updates).as("a training that does not come on").hasSizeLessThan(MANY);
            }
        }
    }

    private CheckpointPlace place(CheckpointFiles files, UnaryOperator<Checkpoint> change) {
        return new CheckpointPlace() {
            @Override
            public void restore(Consumer<Checkpoint> training) {
                Optional<StoredCheckpoint> found = files.newest();
                if (found.isPresent()) {
                    try (StoredCheckpoint stored = found.get();
                            NDManager manager = bench.session.newManager()) {
                        training.accept(change.apply(stored.load(manager)));
                    }
                }
            }

            @Override
            public void keep(Checkpoint checkpoint) {
                files.write(checkpoint, new CellState(Map.of(), List.of(), 0));
                throw new Killed();
            }
        };
    }

    private Trained train(Case some, CheckpointPlace place, List<Update> updates, int kills) {
        try (StateDict tensors = bench.tensors();
                Workers workers = bench.session.newWorkers(2)) {
            TestLog log = new TestLog();
            Trainer trainer = new Trainer(bench.session, workers, log, optimizer -> new Observed(optimizer, updates));
            Trainer.Result result = trainer.train(
                    bench.setup(tensors, some.strategy(), some.spec()),
                    tasks(),
                    new Checkpoints(place, Checkpoints.Intervals.every(Duration.ZERO)));
            Map<String, float[]> values = TrainingBench.values(tensors, LITE0.tensors());
            List<Update> ordered = new ArrayList<>(updates); // the workers share a step's parameters in any order
            ordered.sort(Comparator.comparing(Update::parameter));
            return new Trained(result, values, ordered, log.infos(), kills);
        }
    }

    private static StageTasks tasks() {
        return new StageTasks() {
            @Override
            public TrainingTask training(int boundary) {
                return TrainingBench.task(PICTURES, boundary);
            }

            @Override
            public ValidationTask validation(int boundary) {
                return TrainingBench.validation(boundary);
            }
        };
    }

    @Override
    public void close() {
        bench.close();
    }
}
