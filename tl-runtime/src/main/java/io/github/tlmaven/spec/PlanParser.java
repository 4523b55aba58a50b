package io.github.tlmaven.spec;

import io.github.tlmaven.failure.ConfigurationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Turns a configuration into a {@link Plan}. Everything that is wrong is found in one pass and reported in one message,
 * each problem by the path of its element.
 */
public final class PlanParser {

    private static final String DEVICE = "device";
    private static final String SEEDS = "seeds";
    private static final String DATASET = "dataset";
    private static final String SETS = "evaluationSets";
    private static final String EXPERIMENTS = "experiments";
    private static final String GATES = "gates";
    private static final List<String> NAMES =
            List.of(DEVICE, SEEDS, DATASET, SETS, WeightsParser.WEIGHTS, DigestParser.SHA256, EXPERIMENTS, GATES);

    private final Map<String, KnownModel> models;
    private final Set<String> allowed;

    /**
     * @param models by each accepted spelling, {@link ModelSpec#TORCHSCRIPT} aside
     * @param others elements beside the plan's own that may stand at the top
     */
    public PlanParser(Map<String, KnownModel> models, Collection<String> others) {
        this.models = new LinkedHashMap<>(models);
        this.models.put(ModelSpec.TORCHSCRIPT, KnownModel.TORCHSCRIPT);
        this.allowed = new LinkedHashSet<>(NAMES);
        this.allowed.addAll(others);
    }

    /**
     * Reads a configuration.
     *
     * @param configuration the element that holds {@code <experiments>} and the rest
     * @param hint          added to the message where no experiment is configured; may be empty
     * @throws ConfigurationException that names every problem
     */
    public Plan parse(Setting configuration, String hint) {
        Problems problems = new Problems();
        noteUnresolved(configuration, "", problems);
        Section root = new Section(configuration, "", problems);
        root.allow(allowed);
        Optional<DeviceRequest> device = device(root);
        List<Long> seeds = seeds(root);
        DatasetSpec dataset = dataset(root);
        Map<String, EvaluationSet> sets = EvaluationSetParser.parse(root.section(SETS));
        AuditSpec audit =
                AuditParser.parse(root.section(DATASET).section(AuditParser.AUDIT), root.section(EXPERIMENTS));
        List<Experiment> experiments = experiments(root, hint);
        List<Gate> gates = gates(root);
        problems.throwIfAny();
        return new Plan(device.orElseGet(DeviceRequest.Auto::new), seeds, dataset, sets, audit, experiments, gates);
    }

    /** As {@link #parse(Setting, String)}, without a hint. */
    public Plan parse(Setting configuration) {
        return parse(configuration, "");
    }

    private static void noteUnresolved(Setting setting, String path, Problems problems) {
        for (Setting child : setting.children()) {
            String childPath = path + "<" + child.name() + ">";
            Matcher matcher = Section.UNRESOLVED.matcher(child.text().orElse(""));
            if (matcher.find()) {
                problems.add(
                        childPath, matcher.group() + " is not defined; define the property, or write the value itself");
            }
            noteUnresolved(child, childPath, problems);
        }
    }

    private static Optional<DeviceRequest> device(Section root) {
        Optional<String> text = root.text(DEVICE);
        Optional<DeviceRequest> device = text.flatMap(DeviceRequests::parse);
        if (text.isPresent() && device.isEmpty()) {
            root.problem(DEVICE, "must be " + DeviceRequests.FORM + ", was " + Section.quoted(text.get()));
        }
        return device;
    }

    private static List<Long> seeds(Section root) {
        Optional<String> text = root.text(SEEDS);
        if (text.isEmpty()) {
            return List.of(Defaults.SEED);
        }
        Set<Long> seeds = new LinkedHashSet<>();
        for (String part : text.get().split(",", -1)) {
            Optional<Long> seed = Section.wholeNumber(part.strip());
            if (seed.isEmpty()) {
                root.problem(
                        SEEDS,
                        "must be whole numbers with commas between, as 1,2,3, was " + Section.quoted(text.get()));
                return List.of(Defaults.SEED);
            }
            if (!seeds.add(seed.get())) {
                root.problem(SEEDS, seed.get() + " is given more than once");
            }
        }
        return List.copyOf(seeds);
    }

    private static DatasetSpec dataset(Section root) {
        if (!root.has(DATASET)) {
            root.require(DATASET, "write <dataset><directory>…</directory></dataset>");
            return new DatasetSpec(
                    new DatasetSpec.Split("", Defaults.VALIDATION_SHARE, Defaults.TEST_SHARE, Defaults.SPLIT_SEED),
                    DatasetSpec.Corrupt.FAIL);
        }
        return DatasetParser.parse(root.section(DATASET));
    }

    private List<Experiment> experiments(Section root, String hint) {
        root.text(WeightsParser.WEIGHTS); // an empty one is noted, though no experiment may need it
        if (!root.has(WeightsParser.WEIGHTS)) {
            root.refuse(DigestParser.SHA256, WeightsParser.WITHOUT_FILE);
        }
        Section section = root.section(EXPERIMENTS);
        List<Experiment> experiments = new ArrayList<>();
        Map<String, String> byLowerCase = new LinkedHashMap<>();
        for (String id : section.entries()) {
            String other = byLowerCase.putIfAbsent(id.toLowerCase(Locale.ROOT), id);
            if (other != null) {
                section.problem(id, "differs from <" + other + "> in case alone; they would share a folder");
            }
            if (!Experiment.ID.matcher(id).matches()) {
                section.problem(id, Words.ID_FORM);
            }
        }
        for (Setting child : section.children()) { // of two with one id, both are read for their problems
            if (Experiment.ID.matcher(child.name()).matches()) {
                experiments.add(ExperimentParser.parse(child.name(), section.section(child), root, models));
            }
        }
        if (section.names().isEmpty()) {
            root.problem(
                    EXPERIMENTS,
                    "no experiment is configured; write one as <experiments><probe><model>efficientnet_lite0</model>"
                            + "<strategy>extract</strategy></probe></experiments>" + hint);
        }
        return experiments;
    }

    private static List<Gate> gates(Section root) {
        List<String> sets = new ArrayList<>();
        sets.add(Plan.TEST_SET);
        sets.addAll(root.section(SETS).names());
        return GateParser.parse(root.section(GATES), root.section(EXPERIMENTS).names(), sets);
    }
}
