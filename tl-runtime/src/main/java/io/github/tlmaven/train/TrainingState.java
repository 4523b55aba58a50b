package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.engine.Copies;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything that one step hands on to the next beside the trained tensors: the optimizer's state, averages of weights,
 * the best tensors so far, what early stopping counts, the epochs' results, how far the epoch has come, and the audit.
 */
final class TrainingState implements AutoCloseable {

    private final Trainer.Setup setup;
    private final OptimizerState moments;
    private final StepMeter optimizer;
    private final Audit audit;
    private final Optional<EmaTensors> averages;
    private final BestTensors best;
    private final EarlyStopping stopping;
    private final List<EpochResult> results = new ArrayList<>();
    private Progress.Partial partial = Progress.Partial.NONE;

    /**
     * Before the first epoch.
     *
     * @param workers  compute the audit's digests
     * @param observed sees what the optimizer is asked for
     */
    TrainingState(Trainer.Setup setup, EngineSession session, Workers workers, UnaryOperator<Optimizer> observed) {
        this.setup = setup;
        TrainingSpec spec = setup.spec();
        this.moments = new OptimizerState(session.newManager());
        this.optimizer =
                new StepMeter(observed.apply(moments.optimizer(spec.update().optimizer())));
        this.audit = new Audit(setup, workers, optimizer);
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

    Audit audit() {
        return audit;
    }

    /** What was done of the epoch that is not over. */
    Progress.Partial partial() {
        return partial;
    }

    /** A step of an epoch is over, and not its last one. */
    void within(Progress.Partial steps) {
        partial = steps;
    }

    /** Epochs that are over, and the share of the one that is not. */
    double epochs() {
        return results.size() + partial.share();
    }

    /** As it is now; the arrays are the live ones. */
    Checkpoint checkpoint() {
        Map<String, NDArray> trained = new LinkedHashMap<>();
        setup.changed().forEach(spec -> trained.put(spec.name(), setup.tensors().tensor(spec.name())));
        return new Checkpoint(
                trained,
                moments.moments(),
                averages.map(EmaTensors::averages).orElse(Map.of()),
                best.copies(),
                new Progress(results, partial, moments.steps(), audit.progress(), optimizer.sums()));
    }

    /**
     * Goes on from a checkpoint; nothing was trained yet.
     *
     * @throws io.github.tlmaven.failure.DataException if it is not one of this training
     */
    void restore(Checkpoint checkpoint) {
        new CheckpointFit(setup).require(checkpoint);
        Progress progress = checkpoint.progress();
        checkpoint
                .trained()
                .forEach((name, values) -> Copies.into(setup.tensors().tensor(name), values));
        moments.restore(progress.steps(), checkpoint.moments(), setup.tensors());
        averages.ifPresent(tensors -> tensors.restore(checkpoint.averages()));
        progress.results().forEach(this::count);
        if (keepsBest()) {
            best.restore(progress.results(), checkpoint.best());
        }
        partial = progress.partial();
        audit.restore(progress.audited(), setup.plan(progress.begunEpoch()));
        optimizer.restore(progress.movements());
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
        count(result);
        partial = Progress.Partial.NONE;
        if (keepsBest()) {
            best.offer(result, judged());
        }
    }

    private void count(EpochResult result) {
        results.add(result);
        stopping.offer(result);
    }

    private boolean keepsBest() {
        return setup.spec().selection().keep() == Keep.BEST;
    }

    /** Leaves the tensors of the epoch that is kept in the state dict, and says which that is, counted from 1. */
    int settle() {
        if (keepsBest()) {
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
