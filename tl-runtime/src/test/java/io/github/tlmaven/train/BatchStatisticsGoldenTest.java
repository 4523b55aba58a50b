package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tlmaven.Formula;
import io.github.tlmaven.FormulaNetworks;
import io.github.tlmaven.Golden;
import io.github.tlmaven.GoldenValues;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.Autograd;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.EvaluationInputs;
import io.github.tlmaven.features.TrainingInputs;
import io.github.tlmaven.spec.Decay;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.ScheduleSpec;
import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole trainings with {@code batchNorm=train} against torchvision's ResNet-18 and torch.optim in float64: losses, what
 * the steps and the running statistics changed, and losses on the running statistics.
 */
@Tag("engine")
class BatchStatisticsGoldenTest {

    /**
     * How many times the error of PyTorch's own float32, which the file states beside each number, is allowed: this
     * project's rounding is of the same size and another realisation.
     */
    private static final double REALISATIONS = 10;
    /** Relative, where PyTorch's own error happens to be smaller than that; a wrong rule shows in the first digits. */
    private static final double LEAST = 1e-3;

    private static final int CLASSES = 10;
    private static final int PICTURES = 8;
    private static final int SIDE = 64;
    private static final int PICTURE = 3 * SIDE * SIDE;
    private static final int STEPS = 4;
    private static final String FIRST = "conv1";
    private static final Architecture RESNET18 = Architectures.of("resnet18", Head.of(CLASSES));

    private static Map<String, @Nullable Object> document() {
        return Golden.json("batch_statistics.json");
    }

    static Stream<String> names() {
        return GoldenValues.object(document(), "batch_statistics").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void trainingIsTorchs(String name) {
        Map<String, @Nullable Object> golden =
                GoldenValues.object(GoldenValues.object(document(), "batch_statistics"), name);
        Formula formula = Formula.of(document());
        try (EngineSession session = EngineSession.open(new DeviceRequest.Cpu());
                Workers workers = session.newWorkers(2);
                StateDict first = FormulaNetworks.fill(session, RESNET18, formula, FormulaNetworks.NORM_SCALE);
                StateDict tensors = first.copy(RESNET18.tensors(), session.newManager())) {
            Trainer.Setup setup = new Trainer.Setup("[golden]", RESNET18, tensors, strategy(golden), spec(golden));
            try (FrozenStages below =
                    new FrozenStages(RESNET18, 0, setup.plan(0).boundary(), first)) {
                Pictures pictures = new Pictures(formula, below);
                List<Integer> labels = IntStream.range(0, PICTURES).boxed().toList();
                List<String> paths = labels.stream().map(String::valueOf).toList();
                Trainer.Result result = new Trainer(session, workers, new TestLog())
                        .train(
                                setup,
                                new TrainingTask(pictures, labels, paths, CrossEntropy.PLAIN, 1),
                                new ValidationTask(pictures, labels));
                assertLosses(golden, result.epochs());
            }
            Map<String, @Nullable Object> changes = GoldenValues.object(golden, "changes");
            assertThat(changes).hasSameSizeAs(RESNET18.tensors());
            RESNET18.tensors()
                    .forEach(spec ->
                            assertChange(spec, formula, GoldenValues.object(changes, spec.name()), first, tensors));
        }
    }

    private static Strategy strategy(Map<String, @Nullable Object> golden) {
        String boundary = String.valueOf(golden.get("from"));
        Unfreeze unfreeze = boundary.equals(FIRST) ? Unfreeze.ALL : new Unfreeze.From(boundary);
        return new Strategy.Finetune(unfreeze, WarmStart.NONE, Rates.falling(1), BatchNorm.TRAIN);
    }

    /** Each step over all pictures, so that their order does not matter. */
    private static TrainingSpec spec(Map<String, @Nullable Object> golden) {
        Map<String, @Nullable Object> options = GoldenValues.object(golden, "options");
        double rate = GoldenValues.number(options, "lr");
        double decay = GoldenValues.number(golden, "weightDecay");
        OptimizerSpec optimizer = GoldenValues.has(options, "momentum")
                ? new OptimizerSpec.Sgd(rate, GoldenValues.number(options, "momentum"), decay)
                : new OptimizerSpec.AdamW(rate, decay);
        TrainingSpec constant =
                Trainings.with(Trainings.plain(STEPS, PICTURES, optimizer), new ScheduleSpec(0, new Decay.Constant()));
        return Trainings.with(constant, new SelectionSpec(Keep.LAST, Monitor.VALIDATION_ACCURACY, Optional.empty()));
    }

    /** The golden batch, as it stands at the boundary. */
    private record Pictures(Formula formula, FrozenStages below) implements TrainingInputs, EvaluationInputs {

        @Override
        public int size() {
            return PICTURES;
        }

        @Override
        public NDArray batch(List<Integer> items, int epoch, NDManager manager) {
            return batch(items, manager);
        }

        @Override
        public NDArray batch(List<Integer> items, NDManager manager) {
            float[] values = formula.signed("batch", PICTURES * PICTURE);
            float[] rows = new float[items.size() * PICTURE];
            for (int i = 0; i < items.size(); i++) {
                System.arraycopy(values, items.get(i) * PICTURE, rows, i * PICTURE, PICTURE);
            }
            Shape shape = new Shape(items.size(), 3, SIDE, SIDE);
            try (NDArray input = Autograd.owned(manager.create(rows, shape))) {
                NDArray output = below.forward(input);
                output.attach(manager);
                return output;
            }
        }
    }

    private static void assertLosses(Map<String, @Nullable Object> golden, List<EpochResult> epochs) {
        assertThat(epochs).hasSize(STEPS);
        double[] training = GoldenValues.numbers(golden, "losses");
        double[] trainingOfFloat32 = GoldenValues.numbers(golden, "float32Losses");
        double[] evaluation = GoldenValues.numbers(golden, "evaluationLosses");
        double[] evaluationOfFloat32 = GoldenValues.numbers(golden, "float32EvaluationLosses");
        for (int i = 0; i < STEPS; i++) {
            assertThat(epochs.get(i).trainLoss())
                    .as("loss of step %d", i + 1)
                    .isCloseTo(training[i], within(tolerance(training[i], trainingOfFloat32[i])));
            assertThat(epochs.get(i).validationLoss())
                    .as("loss on running statistics after step %d", i + 1)
                    .isCloseTo(evaluation[i], within(tolerance(evaluation[i], evaluationOfFloat32[i])));
        }
    }

    private static double tolerance(double exact, double float32) {
        return Math.max(LEAST * exact, REALISATIONS * Math.abs(float32 - exact));
    }

    /** A change is told by its norm and by its projection on numbers of the formula, whose squares are 1/3 in the mean. */
    private static void assertChange(
            TensorSpec spec, Formula formula, Map<String, @Nullable Object> golden, StateDict first, StateDict last) {
        float[] before = first.tensor(spec.name()).toFloatArray();
        float[] after = last.tensor(spec.name()).toFloatArray();
        float[] direction = formula.signed("direction " + spec.name(), before.length);
        double squares = 0;
        double projection = 0;
        for (int i = 0; i < before.length; i++) {
            double change = (double) after[i] - before[i];
            squares += change * change;
            projection += change * direction[i];
        }
        double norm = GoldenValues.number(golden, "norm");
        double allowed = norm * Math.max(LEAST, REALISATIONS * GoldenValues.number(golden, "float32"));
        assertThat(Math.sqrt(squares)).as("change of %s", spec.name()).isCloseTo(norm, within(allowed));
        assertThat(projection)
                .as("projected change of %s", spec.name())
                .isCloseTo(GoldenValues.number(golden, "projection"), within(allowed));
    }
}
