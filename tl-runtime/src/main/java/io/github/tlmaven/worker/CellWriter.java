package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.Decoder;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.RunAudit;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.AtomicFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.train.EpochResult;
import io.github.tlmaven.train.StageAudit;
import io.github.tlmaven.train.Trainer;
import io.github.tlmaven.weights.SafetensorsWriter;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the files of a trained cell; {@code run.json} comes last, so that a cell with one is whole. What an evaluation
 * of the cell's former tensors left is removed before the new ones appear, so that whenever the process ends, no model
 * stands beside the scores of another.
 */
final class CellWriter {

    private final Bench bench;
    private final RunRequest request;

    CellWriter(Bench bench, RunRequest request) {
        this.bench = bench;
        this.request = request;
    }

    /**
     * A cell after its training.
     *
     * @param audit       what was checked on the way
     * @param fingerprint what it depended on
     * @param start       {@link System#nanoTime} when its work began, or would have in one process
     */
    record Trained(
            PlannedCell cell,
            StartingNetwork network,
            StateDict tensors,
            Trainer.Result result,
            RunAudit audit,
            Map<String, String> fingerprint,
            long start) {}

    void write(Trained trained) {
        Layout.Cell cell = trained.cell().files();
        AtomicFile.Content model = SafetensorsWriter.content(
                trained.tensors().tensors(),
                trained.network().metadata(trained.cell().dataset().classes()));
        AtomicFile.write(cell.model(), temporary -> {
            model.writeTo(temporary);
            // the new tensors are on disk, and appear under their name right after this
            formerEvaluations(trained.cell().id()).forEach(FormerEvaluation::remove);
        });
        history(trained.result()).write(cell.history());
        run(trained, cell).write(cell.run());
    }

    /** That of the cell, and that of all folds together. */
    private Stream<Layout.Cell> formerEvaluations(CellId id) {
        Layout layout = new Layout(request.workspace().outputDirectory());
        return Stream.of(id, id.withoutFold()).distinct().map(layout::cell);
    }

    private static HistoryFile history(Trainer.Result result) {
        return new HistoryFile(result.epochs().stream().map(CellWriter::row).toList());
    }

    private static HistoryFile.HistoryRow row(EpochResult epoch) {
        return new HistoryFile.HistoryRow(
                epoch.epoch(),
                epoch.stage(),
                epoch.learningRate(),
                epoch.trainLoss(),
                epoch.validationLoss(),
                epoch.validationAccuracy());
    }

    private RunFile run(Trained trained, Layout.Cell cell) {
        Experiment experiment = trained.cell().experiment();
        Dataset dataset = trained.cell().dataset();
        Architecture architecture = trained.network().architecture();
        int boundary = CellTrainer.boundary(experiment, architecture);
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("dataset", dataset.digest().hex());
        digests.put("split", dataset.splitDigest().hex());
        digests.put("weights", trained.network().weights().description().sha256());
        digests.put("model", Sha256.of(cell.model()).hex());
        digests.put("history", Sha256.of(cell.history()).hex());
        return new RunFile(
                experiment.id(),
                trained.cell().seed(),
                experiment.model().name(),
                experiment.strategy().label(),
                new RunFile.Device(
                        request.plan().device().text(), bench.session().deviceName()),
                environment(),
                digests,
                trained.fingerprint(),
                dataset.classes(),
                new RunFile.Size(architecture.parameters(), architecture.parameters(boundary), bytes(cell)),
                trained.result().epochs().size(),
                trained.result().bestEpoch(),
                pictures(dataset),
                dataset.skipped().stream()
                        .map(each -> new RunFile.Skipped(each.set() + "/" + each.path(), each.reason()))
                        .toList(),
                Map.of(request.goal().keyword(), cost(trained)),
                trained.audit(),
                trained.cell().id().fold());
    }

    /** What was checked, in the form of the file. */
    static RunAudit audit(RunAudit.Pipeline pipeline, List<StageAudit> stages) {
        return new RunAudit(pipeline, stages.stream().map(CellWriter::stage).toList());
    }

    private static RunAudit.Stage stage(StageAudit stage) {
        return new RunAudit.Stage(
                stage.stage(),
                stage.epochs(),
                stage.frozenTensors(),
                stage.frozenDigest().hex(),
                stage.trainedTensors(),
                stage.movedTensors(),
                stage.movedStatistics(),
                stage.groups().stream()
                        .map(group -> new RunAudit.Group(group.name(), group.meanRate(), group.meanStep()))
                        .toList());
    }

    private RunFile.Cost cost(Trained trained) {
        double pictures = (double) trained.result().epochs().size()
                * trained.cell().dataset().train().size();
        return Costs.since(trained.start(), pictures);
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(bench.session().environment());
        environment.put("workers", String.valueOf(bench.workers().count()));
        environment.put("decoder", Decoder.VERSION);
        return environment;
    }

    private static Map<String, Long> pictures(Dataset dataset) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(Dataset.TRAIN, (long) dataset.train().size());
        counts.put(Dataset.VALIDATION, (long) dataset.validation().size());
        dataset.judged().forEach((name, pictures) -> counts.put(name, (long) pictures.size()));
        return counts;
    }

    private static long bytes(Layout.Cell cell) {
        try {
            return Files.size(cell.model());
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read " + cell.model() + " that was just written: " + e.getMessage(),
                    "see that nothing else writes into the folder, and run the goal again.",
                    e);
        }
    }
}
