package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.RunAudit;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Goal;
import io.github.tlmaven.spec.HeadSpec;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingSpec;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.weights.NetworkLoader;
import io.github.tlmaven.weights.WeightsFile;
import io.github.tlmaven.weights.WeightsFiles;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the audit states, held against a comparison of tensors that it does not take part in: every strategy on a network
 * of each family.
 */
@Tag("engine")
class StrategiesTest {

    private static final int SIDE = 64;
    private static final long SEED = 1;
    private static final int CLASSES = TinyPictures.CLASSES.size();

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

    private record Case(Strategy strategy, int epochs, int boundary, boolean statisticsFollow, List<String> stages) {}

    private static Strategy finetune(Unfreeze unfreeze, BatchNorm batchNorm) {
        return new Strategy.Finetune(unfreeze, WarmStart.NONE, Rates.falling(0.9), batchNorm);
    }

    /** Strategies of one stage last one epoch, so that the kept tensors are the ones that the audit saw. */
    private static Map<String, Case> cases(Architecture architecture) {
        int head = architecture.head();
        int last = architecture.boundary(architecture.lastBlock()).orElseThrow();
        String below = architecture.boundaryName(last - 1);
        String above = architecture.boundaryName(head - 1);
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("head", new Case(new Strategy.Extract(), 1, head, false, List.of("head")));
        cases.put(
                "last", new Case(finetune(Unfreeze.LAST_BLOCK, BatchNorm.EVAL), 1, last, false, List.of("last-block")));
        cases.put(
                "from",
                new Case(finetune(new Unfreeze.From(below), BatchNorm.TRAIN), 1, last - 1, true, List.of(below)));
        cases.put(
                "steps",
                new Case(
                        finetune(new Unfreeze.Progressive(1, List.of(above, below)), BatchNorm.EVAL),
                        3,
                        last - 1,
                        false,
                        List.of("head", above, below)));
        cases.put("whole", new Case(finetune(Unfreeze.ALL, BatchNorm.EVAL), 1, 0, false, List.of("all")));
        cases.put(
                "scratch",
                new Case(new Strategy.Scratch(Rates.falling(1), BatchNorm.TRAIN), 1, 0, true, List.of("scratch")));
        return cases;
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", "vgg11_bn", "efficientnet_b0", "mobilenet_v3_small"})
    void auditSaysWhatAComparisonOfTensorsFinds(String model) {
        Runs.writePictures(base);
        Architecture architecture = Architectures.of(model, Head.of(CLASSES));
        Map<String, Case> cases = cases(architecture);
        run(model, cases);
        try (StateDict first = new StateDict(session.newManager())) {
            Initialization.network(architecture, first, SEED);
            cases.forEach((id, each) -> assertCell(id, each, architecture, first));
        }
    }

    private void run(String model, Map<String, Case> cases) {
        PreprocessingSpec preprocessing = new PreprocessingSpec(
                OptionalInt.of(SIDE), Optional.empty(), OptionalInt.of(SIDE), Optional.empty(), Optional.empty());
        ModelSpec spec = new ModelSpec(model, new WeightsSource.None(), List.of(), preprocessing, HeadSpec.plain());
        Experiment[] experiments = cases.entrySet().stream()
                .map(each -> new Experiment(
                        each.getKey(),
                        spec,
                        each.getValue().strategy(),
                        Runs.training(each.getValue().epochs(), 1)))
                .toArray(Experiment[]::new);
        Plan both = Runs.plan(experiments);
        Plan plan = new Plan(
                both.device(), List.of(SEED), both.dataset(), both.evaluationSets(), both.experiments(), List.of());
        Runs.run(
                plan,
                Runs.workspace(base, base.resolve("target/tl"), base.resolve("cache"), 2),
                Goal.EXTRACT,
                Goal.FINETUNE,
                Goal.EVALUATE);
    }

    private void assertCell(String id, Case expected, Architecture architecture, StateDict first) {
        Layout.Cell cell = new Layout(base.resolve("target/tl")).cell(id, SEED);
        RunAudit audit = RunFile.read(cell.run()).audit();
        assertThat(audit.pipeline()).as(id).isEqualTo(new RunAudit.Pipeline(8, 8, 0));
        assertThat(audit.stages()).as(id).extracting(RunAudit.Stage::stage).isEqualTo(expected.stages());
        assertThat(HistoryFile.read(cell.history()).rows())
                .extracting(HistoryFile.HistoryRow::stage)
                .isEqualTo(expected.stages());
        int movedParameters = 0;
        int movedStatistics = 0;
        try (WeightsFile file = WeightsFiles.open(cell.model());
                StateDict trained = NetworkLoader.load(file, architecture, session.newManager())) {
            List<TensorSpec> frozen = architecture.tensors(0, expected.boundary());
            for (TensorSpec spec : architecture.tensors()) {
                boolean moved = !Arrays.equals(bits(trained, spec), bits(first, spec));
                boolean statistic = !spec.role().isParameter();
                if (frozen.contains(spec) || (statistic && !expected.statisticsFollow())) {
                    assertThat(moved).as("%s: %s moved", id, spec.name()).isFalse();
                } else if (statistic) {
                    assertThat(moved).as("%s: %s moved", id, spec.name()).isTrue();
                }
                movedStatistics += moved && statistic ? 1 : 0;
                movedParameters += moved && !statistic ? 1 : 0;
            }
        }
        if (expected.stages().size() == 1) {
            RunAudit.Stage stage = audit.stages().get(0);
            assertThat(stage.movedTensors()).as(id).isEqualTo(movedParameters);
            assertThat(stage.movedStatistics()).as(id).isEqualTo(movedStatistics);
        }
    }

    private static int[] bits(StateDict tensors, TensorSpec spec) {
        float[] values = tensors.tensor(spec.name()).toFloatArray();
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
