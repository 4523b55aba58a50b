package io.github.tlmaven;

import io.github.tlmaven.spec.AuditSpec;
import io.github.tlmaven.spec.DatasetSpec;
import io.github.tlmaven.spec.DeviceRequest;
import io.github.tlmaven.spec.EvaluationSet;
import io.github.tlmaven.spec.Experiment;
import io.github.tlmaven.spec.Plan;
import io.github.tlmaven.spec.PreprocessingSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Plans for tests: a plain one, and others that differ from it in one part. */
public final class Plans {

    private Plans() {}

    /** On the CPU, seed 1, no evaluation set, the usual audit, no gate; a picture that cannot be read fails. */
    public static Plan of(DatasetSpec.Source pictures, Experiment... experiments) {
        return new Plan(
                new DeviceRequest.Cpu(),
                List.of(1L),
                new DatasetSpec(pictures, DatasetSpec.Corrupt.FAIL),
                Map.of(),
                AuditSpec.USUAL,
                List.of(experiments),
                List.of());
    }

    public static Plan with(Plan plan, DatasetSpec dataset) {
        return new Plan(
                plan.device(),
                plan.seeds(),
                dataset,
                plan.evaluationSets(),
                plan.audit(),
                plan.experiments(),
                plan.gates());
    }

    public static Plan with(Plan plan, AuditSpec audit) {
        return new Plan(
                plan.device(),
                plan.seeds(),
                plan.dataset(),
                plan.evaluationSets(),
                audit,
                plan.experiments(),
                plan.gates());
    }

    public static Plan seeds(Plan plan, long... seeds) {
        return new Plan(
                plan.device(),
                Arrays.stream(seeds).boxed().toList(),
                plan.dataset(),
                plan.evaluationSets(),
                plan.audit(),
                plan.experiments(),
                plan.gates());
    }

    public static Plan sets(Plan plan, Map<String, EvaluationSet> sets) {
        return new Plan(
                plan.device(), plan.seeds(), plan.dataset(), sets, plan.audit(), plan.experiments(), plan.gates());
    }

    /** With evaluation sets in folders of their names. */
    public static Plan folders(Plan plan, List<String> names) {
        Map<String, EvaluationSet> sets = new LinkedHashMap<>();
        names.forEach(name -> sets.put(name, EvaluationSet.at(name)));
        return sets(plan, sets);
    }

    /** Pictures scaled and cropped to a small square; the rest as the weights want it. */
    public static PreprocessingSpec square(int side) {
        OptionalInt pixels = OptionalInt.of(side);
        return new PreprocessingSpec(pixels, Optional.empty(), pixels, Optional.empty(), Optional.empty());
    }

    /** Paths of the evaluation sets, as the dataset's reader takes them; of sets that lie in no archive. */
    public static Map<String, String> paths(Plan plan) {
        Map<String, String> paths = new LinkedHashMap<>();
        plan.evaluationSets().forEach((name, set) -> paths.put(name, set.path()));
        return paths;
    }
}
