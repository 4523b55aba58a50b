package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.features.Activations;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.Losses;
import io.github.tlmaven.train.Trainer;
import io.github.tlmaven.train.TrainingTask;
import io.github.tlmaven.train.ValidationTask;
import io.github.tlmaven.train.strategy.FreezePlan;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains the cells of an experiment, one for each seed. The frozen part is computed once for all of them. A cell whose
 * fingerprint and files are unchanged is left alone.
 */
final class CellTrainer {

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
        try (StateDict base = network.load(seeds.get(0), bench.session().newManager())) {
            Inputs inputs = inputs(experiment, network, base);
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
                () -> bench.log().info(label(experiment, seed) + " is up to date (tl.force trains it again)"));
        return stale.isEmpty();
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

    /**
     * Inputs that all seeds share.
     *
     * @param features   of the network below the boundary
     * @param views      of the training pictures; absent where nothing is frozen
     * @param validation of the validation pictures
     */
    private record Inputs(BoundaryFeatures features, Optional<Activations> views, EvaluationInputs validation) {}

    private Inputs inputs(Experiment experiment, StartingNetwork network, StateDict base) {
        Architecture architecture = network.architecture();
        int boundary = boundary(experiment, architecture);
        BoundaryFeatures features = new BoundaryFeatures(bench, network.network(base), boundary);
        String label = "[" + experiment.id() + "] features at " + architecture.boundaryName(boundary) + ": ";
        Optional<Activations> views = boundary == 0
                ? Optional.empty()
                : Optional.of(features.views(
                        label + "train",
                        dataset.train(),
                        experiment.training(),
                        request.plan().dataset().source().splitSeed()));
        return new Inputs(features, views, features.evaluation(label + "validation", dataset.validation()));
    }

    static int boundary(Experiment experiment, Architecture architecture) {
        FreezePlan.Stages stages = new FreezePlan.Stages(architecture.stageNames(), architecture.lastBlock());
        return FreezePlan.of(experiment.strategy(), stages, 0).boundary();
    }

    private record Ready(StartingNetwork network, StateDict base, Inputs inputs, long start) {}

    private void trainCell(Experiment experiment, long seed, Ready ready) {
        Architecture architecture = ready.network().architecture();
        TrainingSpec spec = experiment.training();
        try (StateDict tensors = firstTensors(architecture, ready.base(), seed)) {
            TrainingInputs inputs = ready.inputs()
                    .views()
                    .map(views -> ready.inputs().features().training(views, dataset.train(), spec, seed))
                    .orElseGet(() -> ready.inputs().features().pixels(dataset.train(), spec, seed));
            List<Integer> labels = dataset.train().stream().map(Picture::label).toList();
            TrainingTask task = new TrainingTask(
                    inputs,
                    labels,
                    dataset.train().stream().map(Picture::path).toList(),
                    Losses.of(spec.loss(), dataset.classes(), labels),
                    seed);
            ValidationTask validation = new ValidationTask(
                    ready.inputs().validation(),
                    dataset.validation().stream().map(Picture::label).toList());
            Trainer.Setup setup =
                    new Trainer.Setup(label(experiment, seed), architecture, tensors, experiment.strategy(), spec);
            Trainer.Result result =
                    new Trainer(bench.session(), bench.workers(), bench.log()).train(setup, task, validation);
            new CellWriter(bench, request, dataset)
                    .write(new CellWriter.Trained(
                            experiment,
                            seed,
                            ready.network(),
                            tensors,
                            result,
                            fingerprint(experiment, seed, ready.network()),
                            ready.start()));
        }
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
