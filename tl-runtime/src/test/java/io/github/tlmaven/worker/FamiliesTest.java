package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import io.github.tlmaven.Plans;
import io.github.tlmaven.Python;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.WeightsFile;
import io.github.tlmaven.weights.WeightsFiles;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One network of each family from a checkpoint of Python through the strategies: what is frozen is afterwards what it was
 * before, to the bit, and what is trained is not. {@link StrategiesTest} does it from random numbers.
 */
@Tag("engine")
class FamiliesTest {

    private static final int SIDE = 64;
    private static final long SEED = 1;
    private static final int CLASSES = TinyPictures.CLASSES.size();
    /** Of the network that Python writes; other than ours, so that its classifier must go. */
    private static final int FOREIGN_CLASSES = 5;

    private static EngineSession session;

    @TempDir
    private Path base;

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void writePictures() {
        Runs.writePictures(base);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "vgg11", "efficientnet_b0", "mobilenet_v3_small"})
    void everyStrategyKeepsWhatItFreezesOfACheckpointFromPython(String model) {
        Python.assumePresent();
        Python.export(model, FOREIGN_CLASSES, base);
        Architecture architecture = Architectures.of(model, Head.of(CLASSES));
        assertThat(run(model, new WeightsSource.LocalFile("state.pth")))
                .contains("The classifier is replaced by a new one: the file's has 5 classes, the data have 2.");
        try (WeightsFile file = WeightsFiles.open(base.resolve("state.pth"));
                StateDict first = NetworkLoader.PLAIN.belowClassifier(file, architecture, session.newManager())) {
            assertKept(architecture, first);
        }
    }

    private String run(String model, WeightsSource weights) {
        PreprocessingSpec preprocessing = Plans.square(SIDE);
        ModelSpec spec = new ModelSpec(model, weights, List.of(), preprocessing, HeadSpec.plain());
        Plan both = Runs.plan(
                new Experiment("head", spec, new Strategy.Extract(), Runs.training(1, 1)),
                new Experiment("last", spec, new Strategy.Finetune(Unfreeze.LAST_BLOCK, 1), Runs.training(1, 1)),
                new Experiment("whole", spec, new Strategy.Finetune(Unfreeze.ALL, 1), Runs.training(1, 1)));
        return Runs.run(
                Plans.seeds(both, SEED),
                Runs.workspace(base, output(), base.resolve("cache"), 2),
                Goal.EXTRACT,
                Goal.FINETUNE,
                Goal.EVALUATE);
    }

    private Path output() {
        return base.resolve("target/tl");
    }

    private void assertKept(Architecture architecture, StateDict first) {
        int lastBlock = architecture.boundary(architecture.lastBlock()).orElseThrow();
        assertCell("head", architecture, architecture.head(), first);
        assertCell("last", architecture, lastBlock, first);
        assertCell("whole", architecture, 0, first);
    }

    private void assertCell(String experiment, Architecture architecture, int boundary, StateDict first) {
        Path model = new Layout(output()).cell(experiment, SEED).model();
        List<TensorSpec> frozen = architecture.tensors(0, boundary);
        try (WeightsFile file = WeightsFiles.open(model);
                StateDict trained = NetworkLoader.PLAIN.whole(file, architecture, session.newManager())) {
            for (TensorSpec spec : architecture.tensors(0, architecture.head())) {
                boolean kept = trained.tensor(spec.name()).contentEquals(first.tensor(spec.name()));
                boolean fixed = frozen.contains(spec) || !spec.role().isParameter();
                if (fixed || spec.role() == TensorSpec.Role.WEIGHT) { // a bias or scale may have no gradient yet
                    assertThat(kept)
                            .as("%s %s unchanged", experiment, spec.name())
                            .isEqualTo(fixed);
                }
            }
            NDArray head = trained.tensor(architecture.boundaryName(architecture.head()) + ".weight");
            assertThat(head.getShape().get(0)).isEqualTo(CLASSES);
        }
    }
}
