package io.github.tlmaven.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Proofs;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.features.FeatureSpace;
import io.github.tlmaven.spec.BatchSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.NarrowVgg;
import io.github.tlmaven.zoo.StateDict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One network of each family: its trained tensors have the same bits for any number of workers, after two steps of a VGG
 * with a narrow classifier and of others. {@code -Dtl.proofs=true} makes ten steps, and takes the whole VGG, whose
 * hundred million numbers need minutes.
 */
@Tag("engine")
class FamilyWorkersTest {

    private static final int CLASSES = 3;
    private static final Head HEAD = Head.of(CLASSES);
    private static final int MOST_WORKERS = 4;
    /** A micro-batch for each of the workers, of which the last is short. */
    private static final int BATCH = (MOST_WORKERS - 1) * BatchSpec.DEFAULT_MICRO_BATCH + 1;
    /** Two steps an epoch, the second of a single micro-batch. */
    private static final int PICTURES = BATCH + BatchSpec.DEFAULT_MICRO_BATCH;

    private static final int EPOCHS = Proofs.wanted() ? 5 : 1;
    private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(1e-3, 0.9, 0);

    private static EngineSession session;

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    static Stream<Named<Architecture>> networks() {
        Architecture vgg = Proofs.wanted() ? Architectures.of("vgg11", HEAD) : NarrowVgg.of("vgg11", HEAD);
        return Stream.of(
                        vgg,
                        Architectures.of("resnet18", HEAD),
                        Architectures.of("efficientnet_b0", HEAD),
                        Architectures.of("mobilenet_v2", HEAD))
                .map(network -> Named.of(network.name(), network));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void bitsAreEqualWithOneToFourWorkers(Architecture architecture) {
        try (StateDict first = new StateDict(session.newManager())) {
            try (Workers drawing = session.newWorkers(1)) {
                Initialization.network(architecture, first, 1, drawing);
            }
            Sha256 untrained = FeatureSpace.digestOf(architecture.tensors(), first);
            for (Unfreeze unfreeze : List.of(Unfreeze.LAST_BLOCK, Unfreeze.ALL)) {
                Strategy strategy = new Strategy.Finetune(unfreeze, 1);
                Sha256 one = digest(architecture, first, strategy, 1);
                assertThat(one).isNotEqualTo(untrained);
                for (int workers = 2; workers <= MOST_WORKERS; workers++) {
                    assertThat(digest(architecture, first, strategy, workers))
                            .as("%s, %s, %d workers", architecture.name(), unfreeze.keyword(), workers)
                            .isEqualTo(one);
                }
            }
        }
    }

    private static Sha256 digest(Architecture architecture, StateDict first, Strategy strategy, int workers) {
        try (StateDict tensors = first.copy(architecture.tensors(), session.newManager());
                Workers pool = session.newWorkers(workers)) {
            Trainer.Setup setup = new Trainer.Setup(
                    "[workers]", architecture, tensors, strategy, TrainingBench.spec(EPOCHS, BATCH, SGD));
            TrainingBench.train(session, pool, setup, PICTURES, CLASSES);
            return FeatureSpace.digestOf(architecture.tensors(), tensors);
        }
    }
}
