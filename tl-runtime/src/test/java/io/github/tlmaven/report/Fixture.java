package io.github.tlmaven.report;

import io.github.tlmaven.Trainings;
import io.github.tlmaven.metrics.ConfusionMatrix;
import io.github.tlmaven.metrics.Scores;
import io.github.tlmaven.report.files.HistoryFile;
import io.github.tlmaven.report.files.HistoryFile.HistoryRow;
import io.github.tlmaven.report.files.MetricsFile;
import io.github.tlmaven.report.files.RunAudit;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.report.files.RunFile.Cost;
import io.github.tlmaven.report.files.RunFile.Device;
import io.github.tlmaven.report.files.RunFile.Size;
import io.github.tlmaven.report.files.RunFile.Skipped;
import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.AugmentationSpec;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DatasetSpec.Corrupt;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.EvaluationSet;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Gate;
import io.github.tlmaven.spec.Gate.Comparison;
import io.github.tlmaven.spec.Gate.Metric;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.ModelSpec;
import io.github.tlmaven.spec.OptimizerSpec;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

/** Writes what a run of two experiments with three seeds and two sets leaves behind; equal calls write equal files. */
final class Fixture {

    static final List<String> CLASSES = List.of("animal", "clothing", "food", "place", "plant", "vehicle");
    static final String MODEL = "tf_efficientnet_lite0";
    static final Experiment PROBE = new Experiment(
            "probe",
            ModelSpec.of(MODEL),
            new Strategy.Extract(),
            Trainings.with(Trainings.plain(20, 32, new OptimizerSpec.AdamW(1e-3, 1e-2)), AugmentationSpec.light(), 4));
    static final Experiment LAST_BLOCK = new Experiment(
            "last-block",
            ModelSpec.of(MODEL),
            new Strategy.Finetune(Strategy.Unfreeze.LAST_BLOCK, 0.7),
            Trainings.clipped(
                    Trainings.with(
                            Trainings.smoothed(Trainings.plain(12, 32, new OptimizerSpec.Sgd(0.01, 0.9, 1e-4)), 0.1),
                            AugmentationSpec.light(),
                            4),
                    1));

    /** Of cells that have one. */
    static final int FOLDS = 3;

    private static final int TEST_PICTURES = 104;
    private static final int NOTO_PICTURES = 420;

    private Fixture() {}

    static Plan plan(Gate... gates) {
        return new Plan(
                new DeviceRequest.Auto(),
                List.of(1L, 2L, 3L),
                new DatasetSpec(new DatasetSpec.Split("src/main/dataset", 0.15, 0.25, 0), Corrupt.SKIP),
                Map.of("noto", EvaluationSet.at("src/main/noto")),
                AuditSpec.USUAL,
                List.of(PROBE, LAST_BLOCK),
                List.of(gates));
    }

    static Gate gate(Experiment experiment, Metric metric, String set, String limit) {
        return new Gate(experiment.id(), metric, set, Comparison.AT_LEAST, new BigDecimal(limit));
    }

    /** Writes all cells of {@link #plan}, with some class names. */
    static void write(Layout layout, List<String> classes) {
        for (long seed = 1; seed <= 3; seed++) {
            writeCell(layout, PROBE, seed, classes);
            writeCell(layout, LAST_BLOCK, seed, classes);
        }
    }

    static void writeCell(Layout layout, Experiment experiment, long seed, List<String> classes) {
        writeCell(layout, experiment, new CellId(experiment.id(), seed, OptionalInt.empty()), classes);
    }

    static void writeCell(Layout layout, Experiment experiment, CellId id, List<String> classes) {
        Layout.Cell files = layout.cell(id);
        long seed = number(id);
        boolean probe = experiment.equals(PROBE);
        HistoryFile history = history(experiment.training().epochs(), probe ? 1.1 : 0.8, seed);
        history.write(files.history());
        run(experiment, id, classes, best(history)).write(files.run());
        Map<String, Scores> sets = new LinkedHashMap<>();
        sets.put("test", scores(classes, TEST_PICTURES, probe ? 0.76 : 0.84, seed));
        sets.put("noto", scores(classes, NOTO_PICTURES, probe ? 0.70 : 0.80, seed + 10));
        new MetricsFile(sets, TestTimeAugmentation.NONE).write(files.metrics());
    }

    private static long number(CellId id) {
        return id.seed() + 100L * id.fold().orElse(0);
    }

    /** A matrix with about the given share of correct pictures; its rows do not depend on the seed. */
    static Scores scores(List<String> classes, int pictures, double share, long seed) {
        Random random = new Random(seed);
        int size = classes.size();
        long[][] counts = new long[size][size];
        for (int i = 0; i < pictures; i++) {
            int label = i % size;
            boolean right = random.nextDouble() < share;
            counts[label][right ? label : (label + 1 + random.nextInt(2)) % size]++;
        }
        List<List<Long>> rows = new ArrayList<>();
        for (long[] row : counts) {
            List<Long> list = new ArrayList<>();
            for (long count : row) {
                list.add(count);
            }
            rows.add(list);
        }
        return new Scores(new ConfusionMatrix(classes, rows), 1.4 * (1 - share) + 0.3 + seed / 1000.0);
    }

    private static HistoryFile history(int epochs, double level, long seed) {
        Random random = new Random(seed);
        List<HistoryRow> rows = new ArrayList<>();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double falling = Math.exp(-3.0 * epoch / epochs);
            double noise = 0.03 * random.nextGaussian();
            rows.add(new HistoryRow(
                    epoch,
                    "head",
                    1e-3 * (1 + Math.cos(Math.PI * (epoch - 1) / epochs)) / 2,
                    0.2 + level * 1.4 * falling,
                    0.45 * level + level * falling + noise,
                    Math.min(0.95, 0.86 - 0.55 * falling + noise / 3)));
        }
        return new HistoryFile(rows);
    }

    private static int best(HistoryFile history) {
        HistoryRow best = history.rows().get(0);
        for (HistoryRow row : history.rows()) {
            best = row.validationAccuracy() > best.validationAccuracy() ? row : best;
        }
        return best.epoch();
    }

    private static RunFile run(Experiment experiment, CellId id, List<String> classes, int best) {
        boolean probe = experiment.equals(PROBE);
        long seed = number(id);
        Map<String, String> fingerprint = new LinkedHashMap<>(Map.of("split.seed", "0"));
        id.fold().ifPresent(fold -> fingerprint.put("split.folds", Integer.toString(FOLDS)));
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("java", "17.0.15");
        environment.put("os", "Linux amd64");
        environment.put("djl", "0.36.0");
        environment.put("pytorch", "2.7.1");
        environment.put("cpu", "AVX2");
        environment.put("threads", "2");
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("dataset", "4f2a".repeat(16));
        digests.put("split", "09be".repeat(16));
        digests.put("weights", "c03d".repeat(16));
        digests.put("model", (probe ? "a" : "b").repeat(63) + seed);
        Map<String, Long> pictures = new LinkedHashMap<>();
        pictures.put("train", 250L);
        pictures.put("validation", 62L);
        pictures.put("test", (long) TEST_PICTURES);
        pictures.put("noto", (long) NOTO_PICTURES);
        Map<String, Cost> costs = new LinkedHashMap<>();
        double seconds = (probe ? 2.4 : 21.7) + 0.3 * seed;
        costs.put(probe ? "extract" : "finetune", new Cost(seconds, probe ? 412.5 : 96.4, OptionalDouble.of(911.3)));
        costs.put("evaluate", new Cost(3.1, 169.2, probe ? OptionalDouble.of(744) : OptionalDouble.empty()));
        return new RunFile(
                experiment.id(),
                id.seed(),
                experiment.model().name(),
                experiment.strategy().label(),
                new Device("auto", "cpu"),
                environment,
                digests,
                fingerprint,
                classes,
                new Size(3_378_694, probe ? 7_686 : 733_926, 13_700_000),
                experiment.training().epochs(),
                best,
                pictures,
                List.of(new Skipped("food/kaputt & <neu>.jpg", "the file ends in the middle of the picture")),
                costs,
                audit(probe),
                id.fold());
    }

    private static RunAudit audit(boolean probe) {
        RunAudit.Group head = new RunAudit.Group("classifier", 1e-3, 9.25e-4);
        RunAudit.Stage stage = probe
                ? new RunAudit.Stage("head", 20, 256, "5e11".repeat(16), 2, 2, 0, List.of(head))
                : new RunAudit.Stage(
                        "last-block",
                        12,
                        240,
                        "7a11".repeat(16),
                        14,
                        14,
                        0,
                        List.of(new RunAudit.Group("blocks.6", 7e-4, 6.5e-4), head));
        return new RunAudit(new RunAudit.Pipeline(8, 8, 0), List.of(stage));
    }
}
