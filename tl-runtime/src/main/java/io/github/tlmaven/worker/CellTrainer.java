package io.github.tlmaven.worker;

import io.github.tlmaven.checkpoint.CheckpointFiles;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.Checkpoints;
import io.github.tlmaven.train.StageAudit;
import io.github.tlmaven.train.Trainer;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the cells of an experiment, one for each seed and fold. The frozen part is computed once for all of them. A cell
 * whose fingerprint and files are unchanged is left alone.
 */
final class CellTrainer {

    /** Names the head's training before fine-tuning in the audit; {@code history.csv} has no row of it. */
    private static final String WARM_START = "warm-start";

    private final Bench bench;
    private final RunRequest request;
    private final PartedDataset dataset;
    private final List<Experiment> experiments;

    /**
     * Trains nothing yet.
     *
     * @param experiments of the goal, in their order
     */
    CellTrainer(Bench bench, RunRequest request, PartedDataset dataset, List<Experiment> experiments) {
        this.bench = bench;
        this.request = request;
        this.dataset = dataset;
        this.experiments = List.copyOf(experiments);
    }

    /** Trains all cells of an experiment that are not up to date. */
    void train(Experiment experiment) {
        long start = System.nanoTime();
        try (StartingNetwork network = new NetworkOpener(bench, request, dataset.classes()).open(experiment)) {
            List<PlannedCell> cells = PlannedCell.of(request, experiment, dataset).stream()
                    .filter(cell -> !upToDate(cell, network))
                    .toList();
            for (List<PlannedCell> group : sharing(cells, network)) {
                trainGroup(group, network, start);
                start = System.nanoTime();
            }
        }
    }

    /** Cells that begin with the same numbers, and so share the frozen part's activations. */
    private static Collection<List<PlannedCell>> sharing(List<PlannedCell> cells, StartingNetwork network) {
        if (network.weights().varyBySeed()) {
            return PlannedCell.by(PlannedCell::seed, cells).values();
        }
        return cells.isEmpty() ? List.of() : List.of(cells);
    }

    private void trainGroup(List<PlannedCell> cells, StartingNetwork network, long groupStart) {
        long start = groupStart;
        try (StateDict base = network.load(cells.get(0).seed(), bench)) {
            for (List<PlannedCell> fold :
                    PlannedCell.by(cell -> cell.id().fold(), cells).values()) {
                try (FoldInputs inputs = inputs(fold.get(0), network, base)) {
                    for (PlannedCell cell : fold) {
                        trainCell(cell, new Ready(network, base, inputs, start));
                        start = System.nanoTime(); // the frozen part's pass counts for the seed that needed it first
                    }
                }
            }
        }
    }

    private boolean upToDate(PlannedCell cell, StartingNetwork network) {
        if (request.workspace().force()) {
            return false;
        }
        Optional<String> stale = staleness(cell, network);
        stale.ifPresentOrElse(why -> bench.log().info(cell.label() + " is trained now: " + why), () -> leave(cell));
        return stale.isEmpty();
    }

    private Optional<String> staleness(PlannedCell cell, StartingNetwork network) {
        return TrainedCells.staleness(cell.files(), fingerprint(cell, network));
    }

    private void leave(PlannedCell cell) {
        bench.log().info(cell.label() + " is up to date (tl.force trains it again)");
        new CheckpointFiles(cell.files().checkpoint(), cell.label(), bench.log())
                .remove(); // of a process that was killed
    }

    private Map<String, String> fingerprint(PlannedCell cell, StartingNetwork network) {
        return TrainedCells.fingerprint(bench, request.plan(), cell, network);
    }

    private FoldInputs inputs(PlannedCell cell, StartingNetwork network, StateDict base) {
        long splitSeed = request.plan().dataset().source().splitSeed();
        return FoldInputs.of(bench, cell, network.network(base), splitSeed, later(cell, network));
    }

    /** Experiments that will be trained on a cell's network and pictures after it. */
    private List<Experiment> later(PlannedCell cell, StartingNetwork network) {
        if (network.weights().varyBySeed()) {
            return List.of();
        }
        Experiment own = cell.experiment();
        return experiments.subList(experiments.indexOf(own) + 1, experiments.size()).stream()
                .filter(other -> other.model().equals(own.model()) && other.featureType() == own.featureType())
                .filter(other -> PlannedCell.of(request, other, dataset).stream()
                        .filter(each -> each.id().fold().equals(cell.id().fold()))
                        .anyMatch(each -> request.workspace().force()
                                || staleness(each, network).isPresent()))
                .toList();
    }

    /** The boundary below which an experiment changes nothing. */
    static int boundary(Experiment experiment, Architecture architecture) {
        TrainingSpec spec = experiment.training();
        return Trainer.plans(architecture, experiment.strategy(), spec).lowestBoundary(spec.epochs());
    }

    private record Ready(StartingNetwork network, StateDict base, FoldInputs inputs, long start) {}

    private void trainCell(PlannedCell cell, Ready ready) {
        Experiment experiment = cell.experiment();
        Architecture architecture = ready.network().architecture();
        try (StateDict tensors = firstTensors(architecture, ready.base(), cell.seed())) {
            Trainer.Setup setup = new Trainer.Setup(
                    cell.label(), architecture, tensors, experiment.strategy(), experiment.training());
            CellCheckpoint.Subject subject = new CellCheckpoint.Subject(
                    cell.files(),
                    fingerprint(cell, ready.network()),
                    ready.start(),
                    request.workspace().force());
            try (CellCheckpoint checkpoint = new CellCheckpoint(bench, setup, subject)) {
                Trainer.Result result = train(setup, ready.inputs(), cell.seed(), checkpoint);
                List<StageAudit> audit = new ArrayList<>(checkpoint.warmStart());
                audit.addAll(result.audit());
                new CellWriter(bench, request)
                        .write(new CellWriter.Trained(
                                cell,
                                ready.network(),
                                tensors,
                                result,
                                CellWriter.audit(ready.inputs().pipeline(), audit),
                                subject.fingerprint(),
                                checkpoint.start()));
                checkpoint.remove();
            }
        }
    }

    private Trainer.Result train(Trainer.Setup setup, FoldInputs inputs, long seed, CellCheckpoint checkpoint) {
        if (!checkpoint.isFound()) {
            checkpoint.warmStarted(warmStart(setup, inputs.warmStart(), seed));
        }
        return trainer().train(setup, inputs.own().tasks(seed), new Checkpoints(checkpoint, bench.intervals()));
    }

    private Trainer trainer() {
        return new Trainer(bench.session(), bench.workers(), bench.log());
    }

    /** Trains the head alone where the strategy asks for it. */
    private List<StageAudit> warmStart(Trainer.Setup setup, SharedInputs inputs, long seed) {
        if (!FoldInputs.hasWarmStart(setup.strategy())) {
            return List.of();
        }
        String label = setup.label() + " warm start";
        bench.log()
                .info(label
                        + ": the head is trained first, as strategy extract does; <warmStart>none</warmStart> leaves"
                        + " that out");
        Trainer.Setup head = new Trainer.Setup(
                label, setup.architecture(), setup.tensors(), new Strategy.Extract(), Experiment.warmStartTraining());
        Trainer.Result result = trainer().train(head, inputs.tasks(seed));
        return result.audit().stream().map(stage -> stage.named(WARM_START)).toList();
    }

    private StateDict firstTensors(Architecture architecture, StateDict base, long seed) {
        List<TensorSpec> given = architecture.tensors().stream()
                .filter(spec -> base.tensors().containsKey(spec.name()))
                .toList();
        StateDict tensors = base.copy(given, bench.session().newManager());
        if (given.size() < architecture.tensors().size()) {
            Initialization.head(
                    architecture, tensors, seed, bench.workers()); // the weights had none that could be kept
        }
        return tensors;
    }
}
