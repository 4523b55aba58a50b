package io.github.tlmaven.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A small task for Lite0 on real weights: inputs at a boundary are numbers by formula, labels go round. */
final class Toy {

    static final int CLASSES = 3;
    static final Architecture LITE0 = TestNetworks.lite0(CLASSES);
    static final Strategy EXTRACT = new Strategy.Extract();
    static final Strategy LAST_BLOCK = new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1);

    private static final Map<Integer, Shape> ROWS =
            Map.of(0, new Shape(3, 32, 32), 7, new Shape(192, 2, 2), 9, new Shape(1280));

    private Toy() {}

    private static NDArray rows(List<Integer> items, int boundary, NDManager manager) {
        Shape row = ROWS.getOrDefault(boundary, new Shape());
        int width = Math.toIntExact(row.size());
        float[] values = new float[items.size() * width];
        for (int i = 0; i < items.size(); i++) {
            float[] signed = Formula.of(Map.of()).signed("picture" + items.get(i), width);
            System.arraycopy(signed, 0, values, i * width, width);
        }
        return Autograd.owned(manager.create(values, new Shape(items.size()).addAll(row)));
    }

    static List<Integer> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> i % CLASSES).toList();
    }

    static List<String> paths(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a/" + i + ".png").toList();
    }

    static TrainingTask task(int boundary, int count) {
        TrainingInputs inputs = new TrainingInputs() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
                return rows(items, boundary, manager);
            }
        };
        return new TrainingTask(inputs, labels(count), paths(count), new CrossEntropy(0.1), 1);
    }

    static EvaluationInputs evaluation(int boundary, int count) {
        return new EvaluationInputs() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public NDArray batch(List<Integer> items, NDManager manager) {
                return rows(items, boundary, manager);
            }
        };
    }

    static TrainingSpec spec(int epochs, int batchSize, OptimizerSpec optimizer) {
        return Trainings.smoothed(Trainings.plain(epochs, batchSize, optimizer), 0.1);
    }

    /** Trains and gives all tensors' values by name. */
    static Map<String, float[]> train(
            EngineSession session, int threads, Strategy strategy, TrainingSpec spec, int count) {
        try (Workers workers = session.newWorkers(threads);
                StateDict tensors = TestNetworks.load(session, LITE0, 1)) {
            Trainer.Setup setup = new Trainer.Setup("[toy]", LITE0, tensors, strategy, spec);
            int boundary = setup.plan(0).boundary();
            ValidationTask validation = new ValidationTask(evaluation(boundary, 5), labels(5));
            new Trainer(session, workers, new TestLog()).train(setup, task(boundary, count), validation);
            return values(tensors);
        }
    }

    static Map<String, float[]> values(StateDict tensors) {
        Map<String, float[]> values = new LinkedHashMap<>();
        tensors.tensors().forEach((name, tensor) -> values.put(name, tensor.toFloatArray()));
        return values;
    }
}
