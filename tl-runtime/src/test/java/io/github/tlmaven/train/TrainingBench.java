package io.github.tlmaven.train;

import io.github.tlmaven.TestLog;
import io.github.tlmaven.TestNetworks;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Trains Lite0 with a small head on made-up inputs of pictures of 64×64 pixels. */
final class TrainingBench implements AutoCloseable {

    static final int CLASSES = 4;
    static final Architecture LITE0 = TestNetworks.lite0(CLASSES);
    static final Strategy EXTRACT = new Strategy.Extract();
    static final Strategy LAST_BLOCK = new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 1);
    static final Strategy ALL = new Strategy.Finetune(Strategy.Unfreeze.ALL, 1);

    private static final long SEED = 5;
    private static final int VALIDATION_PICTURES = 6;
    /** Rows of the three strategies' boundaries: a picture, blocks.6's input and pooled features. */
    private static final Map<Integer, List<Long>> ROWS =
            Map.of(0, List.of(64L, 64L, 3L), 7, List.of(2L, 2L, 192L), 9, List.of(1280L));

    final EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
    private final StateDict published = TestNetworks.load(session, LITE0, SEED);

    /** The published tensors with a new head, a copy of its own; the caller closes it. */
    StateDict tensors() {
        return published.copy(LITE0.tensors(), session.newManager());
    }

    Trainer.Setup setup(StateDict tensors, Strategy strategy, TrainingSpec spec) {
        return new Trainer.Setup("[test]", LITE0, tensors, strategy, spec);
    }

    /** A training without warm-up, smoothing or clipping. */
    static TrainingSpec spec(int epochs, int batchSize, OptimizerSpec optimizer) {
        return Trainings.plain(epochs, batchSize, optimizer);
    }

    static FormulaInputs inputs(String name, int pictures, int boundary) {
        return new FormulaInputs(name, pictures, Objects.requireNonNull(ROWS.get(boundary), "no row of the boundary"));
    }

    static TrainingTask task(int pictures, int boundary) {
        FormulaInputs inputs = inputs("train", pictures, boundary);
        return new TrainingTask(inputs, inputs.labels(CLASSES), inputs.paths(), CrossEntropy.PLAIN, SEED);
    }

    static ValidationTask validation(int boundary) {
        FormulaInputs inputs = inputs("validation", VALIDATION_PICTURES, boundary);
        return new ValidationTask(inputs, inputs.labels(CLASSES));
    }

    /** Trains tensors in place on some pictures with so many workers. */
    Trainer.Result train(Trainer.Setup setup, int pictures, int workers) {
        int boundary = setup.plan(0).boundary();
        try (Workers pool = session.newWorkers(workers)) {
            return new Trainer(session, pool, new TestLog())
                    .train(setup, task(pictures, boundary), validation(boundary));
        }
    }

    /** Trains tensors of any network in place, with pictures as they stand at the boundary of the first epoch. */
    static void train(EngineSession session, Workers workers, Trainer.Setup setup, int pictures, int classes) {
        List<Long> row =
                FormulaInputs.row(session, setup.architecture(), setup.plan(0).boundary(), setup.tensors());
        FormulaInputs training = new FormulaInputs("train", pictures, row);
        FormulaInputs validation = new FormulaInputs("validation", VALIDATION_PICTURES, row);
        new Trainer(session, workers, new TestLog())
                .train(
                        setup,
                        new TrainingTask(
                                training, training.labels(classes), training.paths(), CrossEntropy.PLAIN, SEED),
                        new ValidationTask(validation, validation.labels(classes)));
    }

    /** Values by name after a training on some pictures with so many workers. */
    Map<String, float[]> trained(Strategy strategy, TrainingSpec spec, int pictures, int workers) {
        try (StateDict tensors = tensors()) {
            train(setup(tensors, strategy, spec), pictures, workers);
            return values(tensors, LITE0.tensors());
        }
    }

    /** Values by name before any training. */
    Map<String, float[]> untrained() {
        return values(published, LITE0.tensors());
    }

    /** Values by name. */
    static Map<String, float[]> values(StateDict tensors, List<TensorSpec> specs) {
        Map<String, float[]> values = new LinkedHashMap<>();
        specs.forEach(
                spec -> values.put(spec.name(), tensors.tensor(spec.name()).toFloatArray()));
        return values;
    }

    @Override
    public void close() {
        published.close();
        session.close();
    }
}
