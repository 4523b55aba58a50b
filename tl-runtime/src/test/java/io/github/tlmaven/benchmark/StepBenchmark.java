package io.github.tlmaven.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.train.CrossEntropy;
import io.github.tlmaven.train.Trainer;
import io.github.tlmaven.train.TrainingTask;
import io.github.tlmaven.train.ValidationTask;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.StateDict;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Training of a whole network on tensors in memory, with the loop that a build uses. */
final class StepBenchmark {

    private static final int STEPS = 4;
    private static final int BATCH = 32;
    private static final int PICTURES = STEPS * BATCH;
    private static final TrainingSpec SPEC = Trainings.plain(1, BATCH, Benchmarks.SGD);

    private StepBenchmark() {}

    static void run(EngineSession session, Workers workers, Architecture architecture, StateDict tensors) {
        List<String> paths =
                IntStream.range(0, PICTURES).mapToObj(i -> "picture " + i).toList();
        TrainingTask task =
                new TrainingTask(training(), Collections.nCopies(PICTURES, 0), paths, CrossEntropy.PLAIN, 1);
        ValidationTask validation = new ValidationTask(validation(), List.of(0));
        Strategy all = new Strategy.Finetune(Strategy.Unfreeze.ALL, 1);
        Trainer trainer = new Trainer(session, workers, new TestLog());
        for (int repetition = 0; repetition <= Benchmarks.REPETITIONS; repetition++) {
            long start = System.nanoTime();
            trainer.train(new Trainer.Setup("[benchmark]", architecture, tensors, all, SPEC), task, validation);
            Benchmarks.print("step " + architecture.name(), PICTURES, start);
        }
    }

    private static TrainingInputs training() {
        return new TrainingInputs() {
            @Override
            public int size() {
                return PICTURES;
            }

            @Override
            public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
                return ModelBenchmark.pictures(items.size(), manager);
            }
        };
    }

    /** One picture, since an epoch must have something to be judged by. */
    private static EvaluationInputs validation() {
        return new EvaluationInputs() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public NDArray batch(List<Integer> items, NDManager manager) {
                return ModelBenchmark.pictures(items.size(), manager);
            }
        };
    }
}
