package io.github.tlmaven.train;

import static io.github.tlmaven.train.TrainingBench.LITE0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.tlmaven.TestLog;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trainings whose boundary moves, and trainings on batch statistics. */
@Tag("engine")
class StagesTest {

    private static final int PICTURES = 16;
    private static final int CONV_HEAD = 8;
    private static final int LAST_BLOCK = 7;
    private static final OptimizerSpec ADAMW = new OptimizerSpec.AdamW(1e-3, 0);
    private static final Strategy PROGRESSIVE =
            new Strategy.Finetune(new Unfreeze.Progressive(2, List.of("conv_head", "blocks.6")), 0.5);
    private static final Strategy BATCH_STATISTICS =
            new Strategy.Finetune(Unfreeze.LAST_BLOCK, WarmStart.NONE, Rates.falling(1), BatchNorm.TRAIN);

    private static TrainingBench bench;

    @BeforeAll
    static void open() {
        bench = new TrainingBench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    private record Trained(Trainer.Result result, Map<String, float[]> values) {
        float[] of(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }
    }

    private static Trained train(Strategy strategy, TrainingSpec spec, int pictures, int workers) {
        try (StateDict tensors = bench.tensors();
                Workers pool = bench.session.newWorkers(workers);
                Tasks tasks = new Tasks(pictures)) {
            Trainer.Result result =
                    new Trainer(bench.session, pool, new TestLog()).train(bench.setup(tensors, strategy, spec), tasks);
            return new Trained(result, TrainingBench.values(tensors, LITE0.tensors()));
        }
    }

    /** Pictures by formula as they stand at each boundary of the untrained network. */
    private static final class Tasks implements StageTasks, AutoCloseable {

        private static final int VALIDATION_PICTURES = 4;

        private final int pictures;
        private final StateDict published = bench.tensors();
        private final Map<Integer, FrozenStages> below = new HashMap<>();

        Tasks(int pictures) {
            this.pictures = pictures;
        }

        private ForwardedInputs inputs(String name, int count, int boundary) {
            FrozenStages stages = below.computeIfAbsent(boundary, end -> new FrozenStages(LITE0, 0, end, published));
            return new ForwardedInputs(TrainingBench.inputs(name, count, 0), stages);
        }

        @Override
        public TrainingTask training(int boundary) {
            ForwardedInputs inputs = inputs("train", pictures, boundary);
            FormulaInputs each = inputs.pictures();
            return new TrainingTask(inputs, each.labels(TrainingBench.CLASSES), each.paths(), CrossEntropy.PLAIN, 1);
        }

        @Override
        public ValidationTask validation(int boundary) {
            ForwardedInputs inputs = inputs("validation", VALIDATION_PICTURES, boundary);
            return new ValidationTask(inputs, inputs.pictures().labels(TrainingBench.CLASSES));
        }

        @Override
        public void close() {
            below.values().forEach(FrozenStages::close);
            published.close();
        }
    }

    @Test
    void progressiveReportsEachStageWithWhatItTrained() {
        Trained trained = train(PROGRESSIVE, TrainingBench.spec(6, PICTURES, ADAMW), PICTURES, 2);

        assertThat(trained.result().epochs())
                .extracting(EpochResult::stage)
                .containsExactly("head", "head", "conv_head", "conv_head", "blocks.6", "blocks.6");
        assertThat(trained.result().audit())
                .extracting(StageAudit::stage)
                .containsExactly("head", "conv_head", "blocks.6");
        assertThat(trained.result().audit()).extracting(StageAudit::epochs).containsOnly(2);
        assertThat(trained.result().audit())
                .extracting(audit -> audit.groups().size())
                .containsExactly(1, 2, 3);
    }

    /**
     * AdamW's first step is the rate wherever there is a gradient, however large that is. A stage that joins after ten
     * steps with a step count that is not its own would move by half of it.
     */
    @Test
    void stageThatJoinsLateBeginsWithFreshOptimizerState() {
        Strategy late = new Strategy.Finetune(new Unfreeze.Progressive(10, List.of("conv_head")), 0.5);
        Strategy atOnce = new Strategy.Finetune(new Unfreeze.From("conv_head"), 0.5);

        StageAudit.Group joined = train(late, TrainingBench.spec(11, PICTURES, ADAMW), PICTURES, 2)
                .result()
                .audit()
                .get(1)
                .groups()
                .get(0);
        StageAudit.Group first = train(atOnce, TrainingBench.spec(1, PICTURES, ADAMW), PICTURES, 2)
                .result()
                .audit()
                .get(0)
                .groups()
                .get(0);

        assertThat(joined.name()).isEqualTo("conv_head").isEqualTo(first.name());
        // beside AdamW's epsilon, very small gradients count less
        assertThat(joined.meanStep() / joined.meanRate())
                .isCloseTo(first.meanStep() / first.meanRate(), withinPercentage(5));
    }

    @Test
    void bitsOfAProgressiveTrainingAreEqualForAnyNumberOfWorkers() {
        TrainingSpec spec = TrainingBench.spec(5, 12, ADAMW);
        Map<String, float[]> one = train(PROGRESSIVE, spec, PICTURES, 1).values();
        for (int workers : new int[] {2, 3, 4}) {
            assertEqual(train(PROGRESSIVE, spec, PICTURES, workers).values(), one);
        }
    }

    private static void assertEqual(Map<String, float[]> actual, Map<String, float[]> expected) {
        expected.forEach((name, values) -> assertThat(actual.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void batchStatisticsEnterTheRunningStatisticsOfTrainedStagesAlone() {
        Trained trained = train(BATCH_STATISTICS, TrainingBench.spec(1, 8, ADAMW), PICTURES, 2);
        Map<String, float[]> before = bench.untrained();
        for (TensorSpec spec : LITE0.tensors()) {
            boolean frozen = LITE0.tensors(0, LAST_BLOCK).contains(spec);
            if (frozen) {
                assertThat(trained.of(spec.name())).as(spec.name()).isEqualTo(before.get(spec.name()));
            } else {
                assertThat(trained.of(spec.name())).as(spec.name()).isNotEqualTo(before.get(spec.name()));
            }
        }
        assertThat(trained.result().audit().get(0).movedStatistics())
                .isEqualTo((int) LITE0.tensors(LAST_BLOCK, LITE0.stages().size()).stream()
                        .filter(spec -> !spec.role().isParameter())
                        .count());
    }

    @Test
    void bitsOnBatchStatisticsAreEqualForAnyNumberOfWorkers() {
        TrainingSpec spec = TrainingBench.spec(2, 12, ADAMW);
        Map<String, float[]> one = train(BATCH_STATISTICS, spec, PICTURES, 1).values();
        for (int workers : new int[] {2, 3, 4}) {
            assertEqual(train(BATCH_STATISTICS, spec, PICTURES, workers).values(), one);
        }
    }

    @Test
    void lastPictureAloneIsTrainedWithTheBatchBeforeItAndSaidSo() {
        TestLog log = new TestLog();
        try (StateDict tensors = bench.tensors();
                Workers pool = bench.session.newWorkers(1)) {
            new Trainer(bench.session, pool, log)
                    .train(
                            bench.setup(tensors, BATCH_STATISTICS, TrainingBench.spec(1, 8, ADAMW)),
                            TrainingBench.task(9, LAST_BLOCK),
                            TrainingBench.validation(LAST_BLOCK));
        }
        assertThat(log.infos()).anyMatch(line -> line.contains("joins the batch before it, which has then 9"));
    }

    @Test
    void convHeadAloneCanBeTheBoundary() {
        Trained trained =
                train(new Strategy.Finetune(new Unfreeze.From("conv_head"), 1), TrainingBench.spec(1, 8, ADAMW), 8, 1);
        Map<String, float[]> before = bench.untrained();

        LITE0.tensors(0, CONV_HEAD)
                .forEach(spec ->
                        assertThat(trained.of(spec.name())).as(spec.name()).isEqualTo(before.get(spec.name())));
        assertThat(trained.of("conv_head.weight")).isNotEqualTo(before.get("conv_head.weight"));
    }
}
