package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Plans;
import io.github.tlmaven.TestLog;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.AugmentationStep.Flip;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.MixingStep;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Preprocessing;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.train.Trainer;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.WeightsFile;
import io.github.tlmaven.weights.WeightsFiles;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trainings with {@code views} 0 end with the bits of trainings that are fed by {@link OneByOne}: whatever the strategy
 * and the number of workers.
 */
@Tag("engine")
class FreshActivationsRunTest {

    private static final String MODEL = "mobilenet_v3_small";
    private static final int SIDE = 32;
    private static final long SEED = 1;
    private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);
    private static final Preprocessing PREPROCESSING =
            new Preprocessing(SIDE, Preprocessing.Interpolation.BILINEAR, SIDE, HALF, HALF);
    private static final Architecture ARCHITECTURE = Architectures.of(MODEL, Head.of(TinyPictures.CLASSES.size()));
    private static final AugmentationSpec MIXING =
            new AugmentationSpec(List.of(new Flip(0.5, 0), new MixingStep.Mixup(1), new MixingStep.Cutmix(1)));

    private static EngineSession session;
    private static StateDict first;

    @TempDir
    private static Path pictures;

    @TempDir
    private Path base;

    @BeforeAll
    static void open() {
        session = EngineSession.open(new DeviceRequest.Cpu());
        first = new StateDict(session.newManager());
        try (Workers workers = session.newWorkers(1)) {
            Initialization.network(ARCHITECTURE, first, SEED, workers);
        }
        Runs.writePictures(pictures);
    }

    @AfterAll
    static void close() {
        first.close();
        session.close();
    }

    static Stream<Arguments> trainings() {
        AugmentationSpec light = AugmentationSpec.light();
        int last = ARCHITECTURE.boundary(ARCHITECTURE.lastBlock()).orElseThrow();
        String below = ARCHITECTURE.boundaryName(last - 1);
        return Stream.of(
                Arguments.of(new Strategy.Extract(), light, List.of(1, 2, 4)),
                Arguments.of(new Strategy.Extract(), MIXING, List.of(2)),
                Arguments.of(finetune(Unfreeze.LAST_BLOCK, BatchNorm.EVAL), light, List.of(4)),
                Arguments.of(finetune(new Unfreeze.From(below), BatchNorm.TRAIN), light, List.of(2)),
                Arguments.of(
                        finetune(new Unfreeze.Progressive(1, List.of(ARCHITECTURE.boundaryName(last))), BatchNorm.EVAL),
                        light,
                        List.of(1, 4)));
    }

    private static Strategy finetune(Unfreeze unfreeze, BatchNorm batchNorm) {
        return new Strategy.Finetune(unfreeze, WarmStart.NONE, Rates.falling(0.9), batchNorm);
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void activationsAreThoseOfThePictureInTheEpoch(
            Strategy strategy, AugmentationSpec augmentation, List<Integer> workers) {
        Experiment experiment = experiment(strategy, augmentation);
        Map<String, float[]> expected = oneByOne(experiment);

        for (int threads : workers) {
            Map<String, float[]> trained = run(experiment, threads);
            assertThat(trained).containsOnlyKeys(expected.keySet());
            trained.forEach((name, values) ->
                    assertThat(values).as("%s with %d workers", name, threads).isEqualTo(expected.get(name)));
        }
    }

    private static Experiment experiment(Strategy strategy, AugmentationSpec augmentation) {
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                OptionalInt.of(SIDE),
                Optional.of(PREPROCESSING.interpolation()),
                OptionalInt.of(SIDE),
                Optional.of(HALF),
                Optional.of(HALF));
        ModelSpec model = new ModelSpec(MODEL, new WeightsSource.None(), List.of(), preprocessing, HeadSpec.plain());
        return new Experiment("it", model, strategy, Trainings.with(Runs.training(2, 1), augmentation, 0));
    }

    private static Plan plan(Experiment experiment) {
        return Plans.seeds(Plans.sets(Runs.plan(experiment), Map.of()), SEED);
    }

    private Map<String, float[]> run(Experiment experiment, int threads) {
        Path output = base.resolve("with-" + threads);
        Runs.run(
                plan(experiment),
                Runs.workspace(pictures, output, base.resolve("cache"), threads),
                experiment.strategy() instanceof Strategy.Extract ? Goal.EXTRACT : Goal.FINETUNE);
        Path model = new Layout(output).cell(experiment.id(), SEED).model();
        try (WeightsFile file = WeightsFiles.open(model);
                StateDict tensors = NetworkLoader.PLAIN.whole(file, ARCHITECTURE, session.newManager())) {
            return values(tensors);
        }
    }

    private static Map<String, float[]> oneByOne(Experiment experiment) {
        try (Workers workers = session.newWorkers(1);
                StateDict tensors = first.copy(ARCHITECTURE.tensors(), session.newManager())) {
            OneByOne.Network network = new OneByOne.Network(session, ARCHITECTURE, first, PREPROCESSING);
            OneByOne tasks = new OneByOne(
                    network, Runs.dataset(plan(experiment), pictures).partings().get(0), experiment.training(), SEED);
            Trainer.Setup setup = new Trainer.Setup(
                    "[it seed 1]", ARCHITECTURE, tensors, experiment.strategy(), experiment.training());
            new Trainer(session, workers, new TestLog()).train(setup, tasks);
            return values(tensors);
        }
    }

    private static Map<String, float[]> values(StateDict tensors) {
        Map<String, float[]> values = new LinkedHashMap<>();
        tensors.tensors().forEach((name, tensor) -> values.put(name, tensor.toFloatArray()));
        return values;
    }
}
