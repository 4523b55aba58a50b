package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.ChannelsLast;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.FeatureSpace;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.FrozenStages;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One network of each family: its trained tensors have the same bits for any number of workers. */
@Tag("engine")
class FamilyWorkersTest {

    private static final int CLASSES = 3;
    private static final int SIDE = 64;
    /** Two steps an epoch: one of two micro-batches, of which one is short, and one of a single one. */
    private static final int PICTURES = 20;

    private static final int BATCH = 12;
    private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(1e-3, 0, 0);

    private static EngineSession session;

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    /** Ten steps; two of VGG, whose hundred million numbers need most of the time. */
    @ParameterizedTest
    @CsvSource({"resnet18, 5", "efficientnet_b0, 5", "mobilenet_v3_small, 5", "vgg11, 1"})
    void bitsAreEqualWithOneToFourWorkers(String model, int epochs) {
        Architecture architecture = Architectures.of(model, Head.of(CLASSES));
        try (StateDict first = new StateDict(session.newManager())) {
            Initialization.network(architecture, first, 1);
            for (Unfreeze unfreeze : List.of(Unfreeze.LAST_BLOCK, Unfreeze.ALL)) {
                Strategy strategy = new Strategy.Finetune(unfreeze, 1);
                Sha256 one = digest(architecture, first, strategy, epochs, 1);
                for (int workers = 2; workers <= 4; workers++) {
                    assertThat(digest(architecture, first, strategy, epochs, workers))
                            .as("%s, %s, %d workers", model, unfreeze.keyword(), workers)
                            .isEqualTo(one);
                }
            }
        }
    }

    private static Sha256 digest(
            Architecture architecture, StateDict first, Strategy strategy, int epochs, int workers) {
        try (StateDict tensors = first.copy(architecture.tensors(), session.newManager());
                Workers pool = session.newWorkers(workers)) {
            Trainer.Setup setup = new Trainer.Setup(
                    "[workers]", architecture, tensors, strategy, TrainingBench.spec(epochs, BATCH, SGD));
            List<Long> row = row(architecture, setup.plan(0).boundary(), first);
            FormulaInputs training = new FormulaInputs("train", PICTURES, row);
            FormulaInputs validation = new FormulaInputs("validation", 4, row);
            new Trainer(session, pool, new TestLog())
                    .train(
                            setup,
                            new TrainingTask(
                                    training, training.labels(CLASSES), training.paths(), CrossEntropy.PLAIN, 1),
                            new ValidationTask(validation, validation.labels(CLASSES)));
            return FeatureSpace.digestOf(architecture.tensors(), tensors);
        }
    }

    /** Shape of a picture's activations at a boundary. */
    private static List<Long> row(Architecture architecture, int boundary, StateDict tensors) {
        try (NDManager manager = session.newManager();
                FrozenStages below = new FrozenStages(architecture, 0, boundary, tensors);
                NDArray picture = new FormulaInputs("shape", 1, List.of((long) SIDE, (long) SIDE, 3L))
                        .batch(List.of(0), manager);
                NDArray output = below.forward(picture)) {
            return LongStream.of(ChannelsLast.rowShape(output)).boxed().toList();
        }
    }
}
