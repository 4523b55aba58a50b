package io.github.tlmaven.train;

import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one epoch hands on to the next beside the trained tensors: the optimizer's state, averages of weights,
 * the best tensors so far, what early stopping counts, and the epochs' results.
 */
final class TrainingState implements AutoCloseable {

    private final Trainer.Setup setup;
    private final StepMeter optimizer;
    private final Optional<EmaTensors> averages;
    private final BestTensors best;
    private final EarlyStopping stopping;
    private final List<EpochResult> results = new ArrayList<>();

    /** Before the first epoch. */
    TrainingState(Trainer.Setup setup, EngineSession session) {
        this.setup = setup;
        TrainingSpec spec = setup.spec();
        this.optimizer = new StepMeter(Optimizer.of(spec.update().optimizer(), session.newManager()));
        this.averages = spec.update().emaDecay().isPresent()
                ? Optional.of(
                        new EmaTensors(setup.tensors(), spec.update().emaDecay().getAsDouble(), session.newManager()))
                : Optional.empty();
        this.best = new BestTensors(setup, session.newManager());
        this.stopping = new EarlyStopping(spec.selection());
    }

    StepMeter optimizer() {
        return optimizer;
    }

    Optional<EmaTensors> averages() {
        return averages;
    }

    /** What is validated and kept: the averages where there are some, and the trained tensors themselves. */
    Tensors judged() {
        return averages.isPresent() ? averages.get() : setup.tensors();
    }

    /** The epochs that are over, in order; a live view. */
    List<EpochResult> results() {
        return Collections.unmodifiableList(results);
    }

    /** Whether no further epoch is trained. */
    boolean isOver() {
        return results.size() == setup.spec().epochs() || stopping.isOver();
    }

    /** An epoch is over. */
    void add(EpochResult result) {
        results.add(result);
        stopping.offer(result);
        if (setup.spec().selection().keep() == Keep.BEST) {
            best.offer(result, judged());
        }
    }

    /** Leaves the tensors of the epoch that is kept in the state dict, and says which that is, counted from 1. */
    int settle() {
        if (setup.spec().selection().keep() == Keep.BEST) {
            return best.restore();
        }
        averages.ifPresent(EmaTensors::settle);
        return results.size();
    }

    @Override
    public void close() {
        best.close();
        averages.ifPresent(EmaTensors::close);
        optimizer.close();
    }
}
