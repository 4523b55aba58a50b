package io.github.tlmaven.worker;

import io.github.tlmaven.checkpoint.CheckpointFiles;
import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.report.files.RunAudit;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Layout;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the cells of an experiment, one for each seed. The frozen part is computed once for all of them. A cell whose
 * fingerprint and files are unchanged is left alone.
 */
final class CellTrainer {

    /** Names the head's training before fine-tuning in the audit; {@code history.csv} has no row of it. */
    private static final String WARM_START = "warm-start";

    private final Bench bench;
    private final RunRequest request;
    private final Dataset dataset;

    CellTrainer(Bench bench, RunRequest request, Dataset dataset) {
        this.bench = bench;
        this.request = request;
        this.dataset = dataset;
    }

    /** Trains all cells of an experiment that are not up to date. */
    void train(Experiment experiment) {
        long start = System.nanoTime();
        try (StartingNetwork network = new NetworkOpener(bench, request, dataset.classes()).open(experiment)) {
            List<Long> seeds = request.plan().seeds().stream()
                    .filter(seed -> !upToDate(experiment, seed, network))
                    .toList();
            for (List<Long> group : sharing(seeds, network)) {
                trainGroup(experiment, group, network, start);
                start = System.nanoTime();
            }
        }
    }

    /** Seeds that begin with the same numbers, and so share the frozen part's activations. */
    private static List<List<Long>> sharing(List<Long> seeds, StartingNetwork network) {
        if (network.weights().varyBySeed()) {
            return seeds.stream().map(List::of).toList();
        }
        return seeds.isEmpty() ? List.of() : List.of(seeds);
    }

    private void trainGroup(Experiment experiment, List<Long> seeds, StartingNetwork network, long groupStart) {
        long start = groupStart;
        try (StateDict base = network.load(seeds.get(0), bench.session().newManager());
                Inputs inputs = inputs(experiment, network, base)) {
            for (long seed : seeds) {
                trainCell(experiment, seed, new Ready(network, base, inputs, start));
                start = System.nanoTime(); // the pass over the frozen part counts for the seed that needed it first
            }
        }
    }

    private boolean upToDate(Experiment experiment, long seed, StartingNetwork network) {
        if (request.workspace().force()) {
            return false;
        }
        Layout.Cell cell = layout().cell(experiment.id(), seed);
        Map<String, String> now = fingerprint(experiment, seed, network);
        Optional<String> stale = TrainedCells.staleness(cell, now);
        stale.ifPresentOrElse(
                why -> bench.log().info(label(experiment, seed) + " is trained now: " + why),
                () -> leave(experiment, seed));
        return stale.isEmpty();
    }

    private void leave(Experiment experiment, long seed) {
        bench.log().info(label(experiment, seed) + " is up to date (tl.force trains it again)");
        Path checkpoints = layout().cell(experiment.id(), seed).checkpoint();
        new CheckpointFiles(checkpoints, label(experiment, seed), bench.log()).remove(); // of a process that was killed
    }

    private Map<String, String> fingerprint(Experiment experiment, long seed, StartingNetwork network) {
        return TrainedCells.fingerprint(bench, request, dataset, experiment, seed, network);
    }

    private Layout layout() {
        return new Layout(request.workspace().outputDirectory());
    }

    private static String label(Experiment experiment, long seed) {
        return "[" + experiment.id() + " seed " + seed + "]";
    }

    private Inputs inputs(Experiment experiment, StartingNetwork network, StateDict base) {
        long splitSeed = request.plan().dataset().source().splitSeed();
        String label = "[" + experiment.id() + "]";
        BoundaryFeatures.Network below = network.network(base);
        TrainingSpec spec = experiment.training();
        TrainingSpec warmStart = Experiment.warmStartTraining();
        RunAudit.Pipeline pipeline = new BoundaryFeatures(bench, below, 0)
                .pipelines(dataset.train(), spec, splitSeed)
                .check(label, dataset.train(), !spec.augmentation().isNone());
        return new Inputs(
                new SharedInputs(bench, below, dataset, new SharedInputs.Source(label, spec, splitSeed)),
                new SharedInputs(bench, below, dataset, new SharedInputs.Source(label, warmStart, splitSeed)),
                pipeline);
    }

    /**
     * What all seeds share.
     *
     * @param own       of the experiment
     * @param warmStart of the head's training before
     * @param pipeline  what was found of the pictures
     */
    private record Inputs(SharedInputs own, SharedInputs warmStart, RunAudit.Pipeline pipeline)
            implements AutoCloseable {
        @Override
        public void close() {
            own.close();
            warmStart.close();
        }
    }

    /** The boundary below which an experiment changes nothing. */
    static int boundary(Experiment experiment, Architecture architecture) {
        TrainingSpec spec = experiment.training();
        return Trainer.plans(architecture, experiment.strategy(), spec).lowestBoundary(spec.epochs());
    }

    private record Ready(StartingNetwork network, StateDict base, Inputs inputs, long start) {}

    private void trainCell(Experiment experiment, long seed, Ready ready) {
        Architecture architecture = ready.network().architecture();
        try (StateDict tensors = firstTensors(architecture, ready.base(), seed)) {
            Trainer.Setup setup = new Trainer.Setup(
                    label(experiment, seed), architecture, tensors, experiment.strategy(), experiment.training());
            CellCheckpoint.Subject subject = new CellCheckpoint.Subject(
                    layout().cell(experiment.id(), seed),
                    fingerprint(experiment, seed, ready.network()),
                    ready.start(),
                    request.workspace().force());
            try (CellCheckpoint checkpoint = new CellCheckpoint(bench, setup, subject)) {
                Trainer.Result result = train(setup, ready.inputs(), seed, checkpoint);
                List<StageAudit> audit = new ArrayList<>(checkpoint.warmStart());
                audit.addAll(result.audit());
                new CellWriter(bench, request, dataset)
                        .write(new CellWriter.Trained(
                                experiment,
                                seed,
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

    private Trainer.Result train(Trainer.Setup setup, Inputs inputs, long seed, CellCheckpoint checkpoint) {
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
        if (!(setup.strategy() instanceof Strategy.Finetune finetune)
                || finetune.warmStart() == Strategy.WarmStart.NONE) {
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
            Initialization.head(architecture, tensors, seed); // the weights had none that could be kept
        }
        return tensors;
    }
}
