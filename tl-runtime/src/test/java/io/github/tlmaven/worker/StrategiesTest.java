package io.github.tlmaven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlmaven.Formula;
import io.github.tlmaven.FormulaNetworks;
import io.github.tlmaven.Plans;
import io.github.tlmaven.Proofs;
import io.github.tlmaven.TinyPictures;
import io.github.tlmaven.Trainings;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.engine.Workers;
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
import io.github.tlmaven.spec.SelectionSpec;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import io.github.tlmaven.spec.TrainingSpec;
import io.github.tlmaven.spec.WeightsSource;
import io.github.tlmaven.weights.SafetensorsWriter;
import io.github.tlmaven.zoo.Architecture;
import io.github.tlmaven.zoo.Architectures;
import io.github.tlmaven.zoo.Head;
import io.github.tlmaven.zoo.Initialization;
import io.github.tlmaven.zoo.StateDict;
import io.github.tlmaven.zoo.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the audit states, held against the bytes of the files before and after: every strategy on a network of each family.
 * VGG has hundred million numbers: all but two of its strategies are left to {@code -Dtl.proofs=true}.
 */
@Tag("engine")
class StrategiesTest {

    private static final int SIDE = 32;
    private static final long SEED = 1;
    private static final int CLASSES = TinyPictures.CLASSES.size();
    private static final String CLASS_NAMES = "[\"blue\", \"red\"]";
    private static final String VGG = "vgg11_bn";
    private static final String SCRATCH = "scratch";

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

    /**
     * A strategy and what is expected of it.
     *
     * @param boundary   the lowest stage that it trains
     * @param statistics whether the running statistics of trained stages follow the batches
     * @param stages     as the audit names them, each of one epoch
     */
    private record Case(Strategy strategy, int boundary, BatchNorm statistics, List<String> stages) {

        int epochs() {
            return (int)
                    stages.stream().filter(stage -> !stage.equals("warm-start")).count();
        }

        List<TensorSpec> frozen(Architecture architecture) {
            List<TensorSpec> frozen = new ArrayList<>(architecture.tensors(0, boundary));
            architecture.tensors(boundary, architecture.stages().size()).stream()
                    .filter(spec -> !spec.role().isParameter() && statistics == BatchNorm.EVAL)
                    .forEach(frozen::add);
            return frozen;
        }
    }

    private static Case finetune(
            Unfreeze unfreeze, int boundary, WarmStart warmStart, BatchNorm batchNorm, String... stages) {
        Strategy strategy = new Strategy.Finetune(unfreeze, warmStart, Rates.falling(0.9), batchNorm);
        return new Case(strategy, boundary, batchNorm, List.of(stages));
    }

    private static Map<String, Case> cases(Architecture architecture) {
        int head = architecture.head();
        int last = architecture.boundary(architecture.lastBlock()).orElseThrow();
        String below = architecture.boundaryName(last - 1);
        String above = architecture.boundaryName(head - 1);
        Unfreeze inSteps = new Unfreeze.Progressive(1, List.of(above, below));
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("head", new Case(new Strategy.Extract(), head, BatchNorm.EVAL, List.of("head")));
        cases.put("last", finetune(Unfreeze.LAST_BLOCK, last, WarmStart.NONE, BatchNorm.EVAL, "last-block"));
        cases.put(
                "warm",
                finetune(Unfreeze.LAST_BLOCK, last, WarmStart.PROBE, BatchNorm.TRAIN, "warm-start", "last-block"));
        cases.put("from", finetune(new Unfreeze.From(below), last - 1, WarmStart.NONE, BatchNorm.TRAIN, below));
        cases.put("steps", finetune(inSteps, last - 1, WarmStart.NONE, BatchNorm.EVAL, "head", above, below));
        cases.put("whole", finetune(Unfreeze.ALL, 0, WarmStart.NONE, BatchNorm.EVAL, "all"));
        Strategy scratch = new Strategy.Scratch(Rates.falling(1), BatchNorm.TRAIN);
        cases.put(SCRATCH, new Case(scratch, 0, BatchNorm.TRAIN, List.of("scratch")));
        if (architecture.name().equals(VGG) && !Proofs.wanted()) {
            cases.keySet().retainAll(List.of("head", "from"));
        }
        return cases;
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18", VGG, "efficientnet_b0", "mobilenet_v3_small"})
    void auditSaysWhatAComparisonOfFilesFinds(String model) {
        Runs.writePictures(base);
        Architecture architecture = Architectures.of(model, Head.of(CLASSES));
        Map<String, Case> cases = cases(architecture);
        Path published = base.resolve("published.safetensors");
        try (StateDict tensors =
                FormulaNetworks.fill(session, architecture, Formula.of(Map.of()), FormulaNetworks.NORM_SCALE)) {
            SafetensorsWriter.write(published, tensors.tensors(), Map.of("classes", CLASS_NAMES));
        }
        run(model, cases);
        TensorBytes pretrained = TensorBytes.of(published);
        cases.forEach((id, each) ->
                assertCell(id, each, architecture, id.equals(SCRATCH) ? random(architecture) : pretrained));
    }

    /** What the cell's seed draws. */
    private TensorBytes random(Architecture architecture) {
        Path file = base.resolve("random.safetensors");
        try (StateDict tensors = new StateDict(session.newManager());
                Workers workers = session.newWorkers(1)) {
            Initialization.network(architecture, tensors, SEED, workers);
            SafetensorsWriter.write(file, tensors.tensors(), Map.of());
        }
        return TensorBytes.of(file);
    }

    private void run(String model, Map<String, Case> cases) {
        Plan both = Runs.plan(cases.entrySet().stream()
                .map(each -> experiment(model, each.getKey(), each.getValue()))
                .toArray(Experiment[]::new));
        Runs.run(
                Plans.seeds(Plans.sets(both, Map.of()), SEED),
                Runs.workspace(base, base.resolve("target/tl"), base.resolve("cache"), 2),
                Goal.EXTRACT,
                Goal.FINETUNE);
    }

    /** The last epoch is kept, so that the files hold what the audit saw. */
    private static Experiment experiment(String model, String id, Case each) {
        PreprocessingSpec preprocessing = Plans.square(SIDE);
        WeightsSource weights =
                id.equals(SCRATCH) ? new WeightsSource.None() : new WeightsSource.LocalFile("published.safetensors");
        ModelSpec spec = new ModelSpec(model, weights, List.of(), preprocessing, HeadSpec.plain());
        TrainingSpec training = Trainings.with(
                Runs.training(each.epochs(), 1),
                new SelectionSpec(Keep.LAST, Monitor.VALIDATION_ACCURACY, Optional.empty()));
        return new Experiment(id, spec, each.strategy(), training);
    }

    private void assertCell(String id, Case expected, Architecture architecture, TensorBytes first) {
        Layout.Cell cell = new Layout(base.resolve("target/tl")).cell(id, SEED);
        RunAudit audit = RunFile.read(cell.run()).audit();
        assertThat(audit.pipeline()).as(id).isEqualTo(new RunAudit.Pipeline(8, 8, 0));
        assertThat(audit.stages()).as(id).extracting(RunAudit.Stage::stage).isEqualTo(expected.stages());
        assertThat(HistoryFile.read(cell.history()).rows()).hasSize(expected.epochs());

        TensorBytes trained = TensorBytes.of(cell.model());
        assertThat(trained.size()).isEqualTo(architecture.tensors().size());
        List<TensorSpec> moved = architecture.tensors().stream()
                .filter(spec -> !trained.same(spec.name(), first))
                .toList();
        List<TensorSpec> frozen = expected.frozen(architecture);
        assertThat(moved).as(id + " moved").filteredOn(frozen::contains).isEmpty();
        // a bias or a scale may have no gradient, and has no weight decay either
        assertThat(architecture.tensors())
                .as(id + " kept")
                .filteredOn(spec ->
                        spec.role() == TensorSpec.Role.WEIGHT || !spec.role().isParameter())
                .filteredOn(spec -> !moved.contains(spec))
                .isSubsetOf(frozen);
        assertLastStage(id, audit, frozen, moved);
    }

    /** What earlier stages moved is told from what the last one did only where there are none. */
    private static void assertLastStage(String id, RunAudit audit, List<TensorSpec> frozen, List<TensorSpec> moved) {
        RunAudit.Stage last = audit.stages().get(audit.stages().size() - 1);
        assertThat(last.frozenTensors()).as(id).isEqualTo(frozen.size());
        if (audit.stages().size() == 1) {
            int parameters = (int)
                    moved.stream().filter(spec -> spec.role().isParameter()).count();
            assertThat(last.movedTensors()).as(id).isEqualTo(parameters);
            assertThat(last.movedStatistics()).as(id).isEqualTo(moved.size() - parameters);
        }
    }
}
