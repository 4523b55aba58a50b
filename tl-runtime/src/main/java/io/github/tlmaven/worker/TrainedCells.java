package io.github.tlmaven.worker;

import io.github.tlmaven.data.Dataset;
import io.github.tlmaven.data.Decoder;
import io.github.tlmaven.digest.Sha256;
import io.github.tlmaven.engine.EngineSession;
import io.github.tlmaven.failure.DataException;
import io.github.tlmaven.report.files.RunFile;
import io.github.tlmaven.spec.CellId;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Layout;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingJson;
import io.github.tlmaven.spec.Strategy;
import io.github.tlmaven.spec.TestTimeAugmentation;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of cells that were trained before: whether they are there, and whether they are still what is asked for. */
final class TrainedCells {

    /** Raised whenever the code that trains changes a bit of its results. */
    private static final String TRAINING = "training-4";

    private static final String MODEL = "model";

    private TrainedCells() {}

    /** Everything that a cell's tensors depend on. */
    static Map<String, String> fingerprint(Bench bench, Plan plan, PlannedCell cell, StartingNetwork network) {
        Dataset dataset = cell.dataset();
        Map<String, String> fingerprint =
                new LinkedHashMap<>(Fingerprint.settings(plan, cell.experiment().id()));
        fingerprint.put("seed", String.valueOf(cell.seed()));
        fingerprint.putAll(plan.splitFingerprint());
        fingerprint.put(
                Fingerprint.PICTURES + Dataset.TRAIN,
                dataset.digestOf(dataset.train()).abbreviated());
        fingerprint.put(
                Fingerprint.PICTURES + Dataset.VALIDATION,
                dataset.digestOf(dataset.validation()).abbreviated());
        fingerprint.remove("sha256"); // asks something of the weights and changes nothing in them
        fingerprint.remove(TestTimeAugmentation.NAME); // acts on what is trained already
        fingerprint.put("weights", network.weights().description().sha256());
        fingerprint.put("preprocessing", PreprocessingJson.write(network.preprocessing()));
        fingerprint.put("decoder", Decoder.VERSION);
        fingerprint.put("runtime", TRAINING);
        Map<String, String> environment = bench.session().environment();
        for (String name : EngineSession.DECISIVE) {
            fingerprint.put(name, environment.getOrDefault(name, ""));
        }
        return fingerprint;
    }

    /** Why a cell must be trained; nothing where it is up to date. */
    static Optional<String> staleness(Layout.Cell cell, Map<String, String> fingerprint) {
        if (!Files.exists(cell.run()) || !Files.exists(cell.model()) || !Files.exists(cell.history())) {
            return Optional.of("it has not been yet");
        }
        RunFile run;
        try {
            run = RunFile.read(cell.run());
        } catch (DataException e) {
            return Optional.of("its run.json cannot be read");
        }
        Optional<Fingerprint.Difference> difference = Fingerprint.difference(run.fingerprint(), fingerprint);
        if (difference.isPresent()) {
            return difference.map(Fingerprint.Difference::text);
        }
        boolean intact = Sha256.of(cell.model()).hex().equals(run.digests().get(MODEL))
                && Sha256.of(cell.history()).hex().equals(run.digests().get("history"));
        return intact ? Optional.empty() : Optional.of("its files were changed");
    }

    /**
     * Checks that at least one cell was trained; those that were not are left out of the evaluation.
     *
     * @throws DataException that names all cells, and the goals that train them
     */
    static void requireAny(Plan plan, Layout layout, List<Experiment> experiments) {
        List<String> missing = new ArrayList<>();
        int trained = 0;
        for (Experiment experiment : experiments) {
            for (CellId id : plan.cells(experiment)) {
                Layout.Cell cell = layout.cell(id);
                if (isTrained(cell)) {
                    trained++;
                } else {
                    missing.add(id.text() + " (" + goal(experiment) + "): no " + cell.model());
                }
            }
        }
        if (trained == 0 && !missing.isEmpty()) {
            throw new DataException(
                    "Nothing to evaluate yet, these cells were not trained:" + System.lineSeparator() + "  "
                            + String.join(System.lineSeparator() + "  ", missing),
                    "run the goals in brackets first, or mvn verify for all.");
        }
    }

    /** Whether a cell's training came to its end. */
    static boolean isTrained(Layout.Cell cell) {
        return Files.exists(cell.run()) && Files.exists(cell.model());
    }

    /**
     * Checks that a cell's model is the one that was trained.
     *
     * @throws DataException if it was changed since, or cannot be read
     */
    static void requireIntact(PlannedCell planned, RunFile run) {
        Layout.Cell cell = planned.files();
        String expected = run.digests().getOrDefault(MODEL, "absent");
        String actual = Sha256.of(cell.model()).hex();
        if (!actual.equals(expected)) {
            throw new DataException(
                    "The model " + cell.model() + " was changed since it was trained: its SHA-256 in " + cell.run()
                            + " is " + expected + ", the file's is " + actual + ".",
                    "run " + goal(planned.experiment()) + " again before tl:evaluate; it trains what is not intact.");
        }
    }

    /** The goal that trains an experiment. */
    static String goal(Experiment experiment) {
        return experiment.strategy() instanceof Strategy.Extract ? "tl:extract" : "tl:finetune";
    }
}
