package io.github.tlmaven.spec;

import io.github.tlmaven.spec.BatchSpec.Sampling;
import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.LossSpec.ClassWeights;
import io.github.tlmaven.spec.SelectionSpec.Keep;
import io.github.tlmaven.spec.SelectionSpec.Monitor;
import io.github.tlmaven.spec.SelectionSpec.Stopping;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The members of an experiment's JSON that hold its {@link TrainingSpec}, in the pom's own words. */
public final class TrainingCodec {

    /** What stands for something that is absent, in the pom too. */
    static final String NONE = "none";

    /** What stands for class weights that follow from the data, in the pom too. */
    static final String BALANCED = "balanced";

    private static final String CLASS_WEIGHTS = "classWeights";
    private static final String PATIENCE = "patience";

    private TrainingCodec() {}

    /** Every setting, defaults included, by its name in the pom: text, whole numbers, decimals, lists or maps. */
    public static Map<String, Object> members(TrainingSpec training) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("epochs", training.epochs());
        json.put("batchSize", training.batch().size());
        json.put("accumulationSteps", training.batch().accumulationSteps());
        json.put(BatchSpec.MICRO_BATCH, training.batch().microBatch());
        json.put("sampling", training.batch().sampling().keyword());
        UpdateCodec.put(json, training.update());
        ScheduleCodec.put(json, training.schedule());
        putLoss(json, training.loss());
        putSelection(json, training.selection());
        json.put("augmentation", AugmentationCodec.toJson(training.augmentation()));
        json.put("views", training.views());
        return json;
    }

    private static void putLoss(Map<String, Object> json, LossSpec loss) {
        json.put("loss", loss.keyword());
        if (loss instanceof LossSpec.CrossEntropy crossEntropy) {
            json.put("labelSmoothing", PlanCodec.number(crossEntropy.labelSmoothing()));
        } else if (loss instanceof LossSpec.Focal focal) {
            json.put("focalGamma", PlanCodec.number(focal.gamma()));
        }
        json.put(CLASS_WEIGHTS, classWeights(loss.classWeights()));
    }

    private static Object classWeights(ClassWeights weights) {
        if (weights instanceof ClassWeights.Given given) {
            Map<String, BigDecimal> byClass = new LinkedHashMap<>();
            given.byClass().forEach((name, weight) -> byClass.put(name, PlanCodec.number(weight)));
            return byClass;
        }
        return weights instanceof ClassWeights.Balanced ? BALANCED : NONE;
    }

    private static void putSelection(Map<String, Object> json, SelectionSpec selection) {
        json.put("keep", selection.keep().keyword());
        json.put("monitor", selection.monitor().keyword());
        Optional<Stopping> stopping = selection.stopping();
        json.put(PATIENCE, stopping.isPresent() ? stopping.get().patience() : NONE);
        stopping.ifPresent(some -> json.put("minDelta", PlanCodec.number(some.minDelta())));
    }

    static TrainingSpec fromJson(JsonFields json) throws MalformedException {
        return new TrainingSpec(
                json.whole("epochs"),
                new BatchSpec(
                        json.whole("batchSize"),
                        json.whole("accumulationSteps"),
                        json.whole(BatchSpec.MICRO_BATCH),
                        json.keyword("sampling", List.of(Sampling.values()), Sampling::keyword)),
                UpdateCodec.fromJson(json),
                ScheduleCodec.fromJson(json),
                loss(json),
                selection(json),
                AugmentationCodec.fromJson(json, "augmentation"),
                json.whole("views"));
    }

    private static LossSpec loss(JsonFields json) throws MalformedException {
        String word = json.text("loss");
        return switch (word) {
            case "cross-entropy" -> new LossSpec.CrossEntropy(json.real("labelSmoothing"), classWeights(json));
            case "focal" -> new LossSpec.Focal(json.real("focalGamma"), classWeights(json));
            default -> throw new MalformedException("unknown loss '" + word + "'", null);
        };
    }

    private static ClassWeights classWeights(JsonFields json) throws MalformedException {
        if (json.isText(CLASS_WEIGHTS)) {
            boolean balanced = json.keyword(CLASS_WEIGHTS, List.of(true, false), each -> each ? BALANCED : NONE);
            return balanced ? new ClassWeights.Balanced() : new ClassWeights.None();
        }
        JsonFields members = json.object(CLASS_WEIGHTS);
        Map<String, Double> byClass = new LinkedHashMap<>();
        for (String name : members.names()) {
            byClass.put(name, members.real(name));
        }
        return new ClassWeights.Given(byClass);
    }

    private static SelectionSpec selection(JsonFields json) throws MalformedException {
        Keep keep = json.keyword("keep", List.of(Keep.values()), Keep::keyword);
        Monitor monitor = json.keyword("monitor", List.of(Monitor.values()), Monitor::keyword);
        if (json.isText(PATIENCE)) {
            requireNone(json, PATIENCE);
            return new SelectionSpec(keep, monitor, Optional.empty());
        }
        Stopping stopping = new Stopping(json.whole(PATIENCE), json.real("minDelta"));
        return new SelectionSpec(keep, monitor, Optional.of(stopping));
    }

    /** A number, or nothing where the word for nothing stands. */
    static OptionalDouble optionalReal(JsonFields json, String name) throws MalformedException {
        if (json.isText(name)) {
            requireNone(json, name);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(json.real(name));
    }

    private static void requireNone(JsonFields json, String name) throws MalformedException {
        json.keyword(name, List.of(NONE), word -> word);
    }
}
