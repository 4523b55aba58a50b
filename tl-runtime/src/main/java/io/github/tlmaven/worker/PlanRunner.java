package io.github.tlmaven.worker;

import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.audit.SeenPictures;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.features.FeatureStore;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PlanCodec;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.spec.Workspace;
import io.github.tlmaven.train.Checkpoints;
import io.github.tlmaven.train.Losses;
import io.github.tlmaven.weights.torchscript.DjlModels;
import io.github.tlmaven.weights.torchscript.TorchScriptArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Carries out one request: reads the data, starts the engine, and works through the experiments of the goal. */
public final class PlanRunner {

    private final RunRequest request;
    private final WorkerLog log;
    private final Checkpoints.Intervals intervals;

    /** A runner of a request. */
    PlanRunner(RunRequest request, WorkerLog log) {
        this(request, log, Checkpoints.Intervals.USUAL);
    }

    /** A runner that keeps checkpoints of trainings at other intervals. */
    PlanRunner(RunRequest request, WorkerLog log, Checkpoints.Intervals intervals) {
        this.request = request;
        this.log = log;
        this.intervals = intervals;
    }

    /**
     * Runs to the end.
     *
     * @throws io.github.tlmaven.failure.TlException whatever keeps it from getting there
     */
    public void run() {
        Plan plan = request.plan();
        if (request.goal() == Goal.RESOLVE) {
            plan.experiments().stream()
                    .filter(this::isNeeded)
                    .filter(this::belongs)
                    .forEach(this::fetch);
            return;
        }
        List<Experiment> experiments = plan.experiments().stream()
                .filter(request.workspace()::selects)
                .filter(this::belongs)
                .toList();
        Layout layout = new Layout(request.workspace().outputDirectory());
        AtomicFile.write(layout.plan(), PlanCodec.write(plan));
        if (request.goal() == Goal.EVALUATE) {
            TrainedCells.requireAny(plan, layout, experiments);
        }
        DataAuditor auditor = new DataAuditor(request, log);
        PartedDataset dataset = pictures(experiments, auditor);
        if (request.goal() == Goal.VALIDATE && auditor.isComplete()) {
            return;
        }
        compute(bench -> {
            auditor.complete(bench);
            work(bench, dataset, experiments);
        });
    }

    /** Does what takes the engine. */
    private void compute(Consumer<Bench> work) {
        Workspace workspace = request.workspace();
        try (EngineSession session = EngineSession.open(request.plan().device());
                Workers workers = session.newWorkers(workspace.threads());
                FeatureStore store = new FeatureStore(workspace.cacheDirectory(), log)) {
            log.info("device " + session.deviceName() + ", " + workers.count() + " workers");
            try {
                work.accept(new Bench(session, workers, store, log, intervals));
            } finally {
                store.evict(workspace.cacheLimit()); // a goal that fails has stored features, too
            }
        }
    }

    private void work(Bench bench, PartedDataset dataset, List<Experiment> experiments) {
        switch (request.goal()) {
            case EXTRACT, FINETUNE -> experiments.forEach(new CellTrainer(bench, request, dataset, experiments)::train);
            case EVALUATE -> new CellEvaluator(bench, request, dataset).evaluate(experiments);
            case VALIDATE, RESOLVE -> {} // train nothing
        }
    }

    /** Checked, and audited before anything is trained on them, as far as that takes no engine. */
    private PartedDataset pictures(List<Experiment> experiments, DataAuditor auditor) {
        boolean audited = request.goal().audits();
        SeenPictures seen = new SeenPictures();
        PartedDataset dataset = new DatasetOpener(request, log, audited ? seen::look : (digest, picture) -> {}).open();
        requireClasses(dataset, experiments);
        if (audited) {
            auditor.audit(dataset, seen);
        }
        return dataset;
    }

    /** Class weights can be checked only here, where the classes are known, and before anything is computed. */
    private static void requireClasses(PartedDataset dataset, List<Experiment> experiments) {
        List<String> problems = new ArrayList<>();
        for (Experiment experiment : experiments) {
            List<String> unknown = Losses.unknownClasses(experiment.training().loss(), dataset.classes());
            if (!unknown.isEmpty()) {
                problems.add(
                        "<experiments><" + experiment.id() + "><classWeights> names " + String.join(", ", unknown));
            }
        }
        if (!problems.isEmpty()) {
            throw new DataException(
                    "The training pictures are of the classes " + String.join(", ", dataset.classes()) + ", but"
                            + System.lineSeparator() + "  " + String.join(System.lineSeparator() + "  ", problems),
                    "write names of classes, which are those of their folders; a class that is not named weighs 1.");
        }
    }

    /** Whether a goal works with an experiment, or the audit with its network. */
    private boolean isNeeded(Experiment experiment) {
        return request.workspace().selects(experiment)
                || request.plan().audited().filter(experiment::equals).isPresent();
    }

    private boolean belongs(Experiment experiment) {
        boolean extracts = experiment.strategy() instanceof Strategy.Extract;
        return switch (request.goal()) {
            case EXTRACT -> extracts;
            case FINETUNE -> !extracts;
            case VALIDATE, EVALUATE -> true;
            case RESOLVE -> experiment.model().weights() instanceof WeightsSource.DjlZoo;
        };
    }

    private void fetch(Experiment experiment) {
        if (experiment.model().weights() instanceof WeightsSource.DjlZoo zoo) {
            Path file = DjlModels.published(request.workspace().offline()).resolve(zoo);
            TorchScriptArchive archive = TorchScriptArchive.open(file); // better refused now than offline
            WeightsOpener.requireDigest(
                    file.toString(), archive.digest().hex(), zoo.sha256().orElse(""));
            log.info("[" + experiment.id() + "] " + zoo.text() + " is " + file + ", SHA-256 " + archive.digest());
        }
    }
}
