package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.EvalView;
import io.github.tlmaven.data.PartedDataset;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.FrozenNetwork;
import io.github.tlmaven.features.PixelInputs;
import io.github.tlmaven.features.PixelSource;
import io.github.tlmaven.features.StoredInputs;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.report.files.PooledPredictions;
import io.github.tlmaven.report.files.PredictionsFile;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.RunRequest;
import io.github.tlmaven.spec.TestTimeAugmentation;
import io.github.tlmaven.train.Predictor;
import io.github.tlmaven.train.Softmax;
import io.github.tlmaven.zoo.StateDict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Judges the trained cells of experiments on every set, and pools what the folds of a cross-validation say of their test
 * parts. The numbers come from the cell's own file: what was not written cannot be judged. Activations of the frozen part
 * are read from the store, under the digest of the cell's own frozen tensors.
 */
final class CellEvaluator {

    private final Bench bench;
    private final RunRequest request;
    private final PartedDataset dataset;

    CellEvaluator(Bench bench, RunRequest request, PartedDataset dataset) {
        this.bench = bench;
        this.request = request;
        this.dataset = dataset;
    }

    /**
     * Writes predictions and scores of every cell, and of each seed's folds together.
     *
     * @throws io.github.tlmaven.failure.DataException if a cell was trained for another configuration, before anything is
     *                                                 judged; or if a model was changed since it was trained
     */
    void evaluate(List<Experiment> experiments) {
        new StaleCells(bench, request, dataset).requireNone(experiments);
        experiments.forEach(this::evaluate);
    }

    private void evaluate(Experiment experiment) {
        Map<CellId, List<PlannedCell>> bySeed =
                PlannedCell.by(cell -> cell.id().withoutFold(), PlannedCell.of(request, experiment, dataset));
        try (StartingNetwork network = new NetworkOpener(bench, request, dataset.classes()).open(experiment)) {
            bySeed.forEach((together, cells) -> {
                List<PredictionsFile> tested = new ArrayList<>();
                for (PlannedCell cell : cells) {
                    if (TrainedCells.isTrained(cell.files())) { // of others the report says that they are missing
                        evaluate(cell, network).ifPresent(tested::add);
                    }
                }
                if (dataset.isFolded()) {
                    pool(experiment, together, tested);
                }
            });
        }
    }

    /** Writes what all folds say of their test parts; where one is missing, a part of the pictures would speak for all. */
    private void pool(Experiment experiment, CellId id, List<PredictionsFile> tested) {
        Layout.Cell together = new Layout(request.workspace().outputDirectory()).cell(id);
        OptionalInt folds = request.plan().folds();
        String label = id.label() + " test, folds pooled";
        if (tested.size() < folds.orElse(0)) {
            FormerEvaluation.remove(together);
            bench.log().warn(label + ": none, since " + tested.size() + " of " + folds.orElse(0) + " were trained");
            return;
        }
        TestTimeAugmentation augmentation = experiment.testTimeAugmentation();
        FormerEvaluation.removeUnless(augmentation, folds, together);
        PooledPredictions pooled = new PooledPredictions(tested);
        pooled.write(together.predictions(Dataset.TEST));
        Scores scores = pooled.scores();
        new MetricsFile(Map.of(Dataset.TEST, scores), augmentation, folds).write(together.metrics());
        logScore(label, scores);
    }

    /** Gives the predictions for the test part where they will be pooled; of all others the file is enough. */
    private Optional<PredictionsFile> evaluate(PlannedCell cell, StartingNetwork network) {
        Layout.Cell files = cell.files();
        RunFile run = RunFile.read(files.run());
        TrainedCells.requireIntact(cell, run);
        TestTimeAugmentation augmentation = cell.experiment().testTimeAugmentation();
        FormerEvaluation.removeUnless(augmentation, OptionalInt.empty(), files);
        long start = System.nanoTime();
        Optional<PredictionsFile> tested = Optional.empty();
        Map<String, Scores> scores = new LinkedHashMap<>();
        int passes = 0;
        try (StateDict tensors = network.load(files.model(), bench.session().newManager())) {
            for (Map.Entry<String, List<Picture>> set : cell.dataset().judged().entrySet()) {
                String label = cell.label() + " " + set.getKey();
                PredictionsFile each = predict(label, set.getValue(), cell.experiment(), network, tensors);
                each.write(files.predictions(set.getKey()));
                if (dataset.isFolded() && set.getKey().equals(Dataset.TEST)) {
                    tested = Optional.of(each);
                }
                Scores score = each.scores();
                scores.put(set.getKey(), score);
                passes += set.getValue().size() * augmentation.passes();
                logScore(label, score);
            }
        }
        new MetricsFile(scores, augmentation).write(files.metrics());
        run.withCost(Goal.EVALUATE, Costs.since(start, passes)).write(files.run());
        return tested;
    }

    private PredictionsFile predict(
            String label, List<Picture> pictures, Experiment experiment, StartingNetwork network, StateDict tensors) {
        int boundary = CellTrainer.boundary(experiment, network.architecture());
        List<EvalView> views = EvalView.of(experiment.testTimeAugmentation());
        List<PixelSource> sources = new PictureViews(network.preprocessing()).evaluated(pictures, views);
        EvaluationInputs inputs = inputs(label, boundary, network.network(tensors), sources);
        List<float[]> logits = List.of(new Predictor(bench.session(), bench.workers())
                .logits(network.architecture(), boundary, tensors, inputs));
        List<PredictionsFile.Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            float[] probabilities = Softmax.meanProbabilities(logits.subList(i * views.size(), (i + 1) * views.size()));
            Picture picture = pictures.get(i);
            predictions.add(PredictionsFile.Prediction.of(
                    picture.path(),
                    dataset.classes().get(picture.label()),
                    dataset.classes().get(Scores.mostProbable(probabilities)),
                    probabilities));
        }
        return new PredictionsFile(dataset.classes(), predictions);
    }

    private EvaluationInputs inputs(String label, int boundary, FrozenNetwork network, List<PixelSource> sources) {
        if (boundary == 0) {
            return PixelInputs.evaluation(sources, network.side());
        }
        return new StoredInputs(bench.extractor().extract(label + " features:", network, boundary, sources));
    }

    private void logScore(String label, Scores scores) {
        bench.log()
                .info(String.format(
                        Locale.ROOT,
                        "%s: accuracy %.3f (%d of %d), macro-F1 %.3f",
                        label,
                        scores.accuracy(),
                        scores.correct(),
                        scores.pictures(),
                        scores.macroF1()));
    }
}
