package io.github.tlmaven.worker;

import ai.djl.ndarray.NDManager;
import io.github.tlmaven.checkpoint.CellState;
import io.github.tlmaven.checkpoint.CheckpointFiles;
import io.github.tlmaven.checkpoint.StoredCheckpoint;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.train.Checkpoint;
import io.github.tlmaven.train.CheckpointPlace;
import io.github.tlmaven.train.Progress;
import io.github.tlmaven.train.StageAudit;
import io.github.tlmaven.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints of a cell that is trained now. It goes on from one that an ended process left, if that was of the same
 * configuration; else that one is removed.
 */
final class CellCheckpoint implements CheckpointPlace, AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Bench bench;
    private final Trainer.Setup setup;
    private final Map<String, String> fingerprint;
    private final CheckpointFiles files;
    private final Optional<StoredCheckpoint> found;
    private final long start;
    private List<StageAudit> warmStart;

    /**
     * What is trained.
     *
     * @param cell        whose files lie in its folder
     * @param fingerprint of the cell
     * @param start       {@link System#nanoTime} when its work began in this process
     * @param anew        whether a former checkpoint is not to be used
     */
    record Subject(Layout.Cell cell, Map<String, String> fingerprint, long start, boolean anew) {}

    /** Looks for a checkpoint. */
    CellCheckpoint(Bench bench, Trainer.Setup setup, Subject subject) {
        this.bench = bench;
        this.setup = setup;
        this.fingerprint = subject.fingerprint();
        this.files = new CheckpointFiles(subject.cell().checkpoint(), setup.label(), bench.log());
        if (subject.anew()) {
            files.remove();
        }
        this.found = subject.anew() ? Optional.empty() : files.newest().filter(this::isCurrent);
        found.ifPresent(this::announce);
        this.warmStart = found.map(stored -> stored.cell().warmStart()).orElse(List.of());
        this.start = subject.start()
                - (long) (found.map(stored -> stored.cell().seconds()).orElse(0.0) * NANOS_PER_SECOND);
    }

    private boolean isCurrent(StoredCheckpoint stored) {
        Optional<Fingerprint.Difference> difference =
                Fingerprint.difference(stored.cell().fingerprint(), fingerprint);
        difference.ifPresent(first -> {
            bench.log()
                    .info(setup.label() + " does not go on from its checkpoint, which is of another configuration: "
                            + first.text());
            stored.close();
            files.remove();
        });
        return difference.isEmpty();
    }

    private void announce(StoredCheckpoint stored) {
        Progress progress = stored.progress();
        bench.log()
                .info(setup.label() + " goes on after " + progress.place() + " of "
                        + setup.spec().epochs() + ", from the checkpoint " + stored.file());
    }

    /** Whether the training goes on from a checkpoint; its warm start is then a part of that. */
    boolean isFound() {
        return found.isPresent();
    }

    /** What was found after the warm start, in this process or before. */
    List<StageAudit> warmStart() {
        return warmStart;
    }

    /** The warm start is over. */
    void warmStarted(List<StageAudit> audit) {
        warmStart = List.copyOf(audit);
    }

    /** {@link System#nanoTime} when the work would have begun, had one process done all that is left of it. */
    long start() {
        return start;
    }

    @Override
    public void restore(Consumer<Checkpoint> training) {
        if (found.isPresent()) {
            try (NDManager manager = bench.session().newManager();
                    StoredCheckpoint stored = found.get()) {
                training.accept(stored.load(manager));
            }
        }
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        files.write(checkpoint, new CellState(fingerprint, warmStart, seconds));
    }

    /** The cell's files are whole. */
    void remove() {
        files.remove();
    }

    @Override
    public void close() {
        found.ifPresent(StoredCheckpoint::close);
    }
}
