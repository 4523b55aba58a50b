package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.EvalView;
import io.github.tlmaven.data.Picture;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.report.files.PredictionsFile;
import io.github.tlmaven.report.files.RunFile;
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

/**
 * Judges the trained cells of an experiment on every set. The numbers come from the cell's own file: what was not
 * written cannot be judged. Activations of the frozen part are read from the store, under the digest of the cell's own
 * frozen tensors.
 */
final class CellEvaluator {

    private final Bench bench;
    private final RunRequest request;
    private final Dataset dataset;

    CellEvaluator(Bench bench, RunRequest request, Dataset dataset) {
        this.bench = bench;
        this.request = request;
        this.dataset = dataset;
    }

    /** Writes predictions and scores of every cell. */
    void evaluate(Experiment experiment) {
        try (StartingNetwork network = new NetworkOpener(bench, request, dataset.classes()).open(experiment)) {
            for (long seed : request.plan().seeds()) {
                Layout.Cell cell = new Layout(request.workspace().outputDirectory()).cell(experiment.id(), seed);
                if (TrainedCells.isTrained(cell)) { // of others the report says that they are missing, and gates fail
                    evaluate(experiment, seed, cell, network);
                }
            }
        }
    }

    private void evaluate(Experiment experiment, long seed, Layout.Cell cell, StartingNetwork network) {
        RunFile run = RunFile.read(cell.run());
        requireCurrent(experiment, seed, network, run);
        TrainedCells.requireIntact(experiment, cell, run);
        TestTimeAugmentation augmentation = experiment.testTimeAugmentation();
        FormerEvaluation.removeUnless(augmentation, cell);
        long start = System.nanoTime();
        Map<String, Scores> scores = new LinkedHashMap<>();
        int passes = 0;
        try (StateDict tensors = network.load(cell.model(), bench.session().newManager())) {
            for (Map.Entry<String, List<Picture>> set : dataset.judged().entrySet()) {
                String label = "[" + experiment.id() + " seed " + seed + "] " + set.getKey();
                PredictionsFile predictions = predict(label, set.getValue(), experiment, network, tensors);
                predictions.write(cell.predictions(set.getKey()));
                scores.put(set.getKey(), score(predictions, set.getValue()));
                passes += set.getValue().size() * augmentation.passes();
                logScore(label, scores.get(set.getKey()));
            }
        }
        new MetricsFile(scores, augmentation).write(cell.metrics());
        run.withCost(Goal.EVALUATE, Costs.since(start, passes)).write(cell.run());
    }

    private void requireCurrent(Experiment experiment, long seed, StartingNetwork network, RunFile run) {
        Map<String, String> now = TrainedCells.fingerprint(bench, request, dataset, experiment, seed, network);
        Optional<String> difference = Fingerprint.difference(run.fingerprint(), now);
        if (difference.isPresent()) {
            throw new DataException(
                    "The cell " + experiment.id() + " with seed " + seed + " was trained for another configuration: "
                            + difference.get() + ".",
                    "run " + TrainedCells.goal(experiment) + " again before tl:evaluate.");
        }
    }

    private PredictionsFile predict(
            String label, List<Picture> pictures, Experiment experiment, StartingNetwork network, StateDict tensors) {
        int boundary = CellTrainer.boundary(experiment, network.architecture());
        List<EvalView> views = EvalView.of(experiment.testTimeAugmentation());
        EvaluationInputs inputs = new BoundaryFeatures(bench, network.network(tensors), boundary)
                .evaluation(label + " features:", pictures, views);
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

    private Scores score(PredictionsFile predictions, List<Picture> pictures) {
        float[][] probabilities = new float[pictures.size()][dataset.classes().size()];
        for (int i = 0; i < probabilities.length; i++) {
            List<Float> row = predictions.predictions().get(i).probabilities();
            for (int k = 0; k < row.size(); k++) {
                probabilities[i][k] = row.get(k);
            }
        }
        int[] labels = pictures.stream().mapToInt(Picture::label).toArray();
        return Scores.of(dataset.classes(), labels, probabilities);
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
