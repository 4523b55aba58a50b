package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** {@link Experiment} as one flat JSON object, in the pom's own words. The id stands outside, as the member's name. */
final class ExperimentCodec {

    /** What stands for an absent {@code clipNorm}, in the pom too. */
    static final String NO_CLIPPING = "none";

    private static final String CLIP_NORM = "clipNorm";

    private ExperimentCodec() {}

    static Map<String, Object> toJson(Experiment experiment) {
        Map<String, Object> json = new LinkedHashMap<>();
        ModelCodec.put(json, experiment.model());
        StrategyCodec.put(json, experiment.strategy());
        TrainingSpec training = experiment.training();
        json.put("epochs", training.epochs());
        json.put("batchSize", training.batchSize());
        putOptimizer(json, training.optimizer());
        json.put("warmupEpochs", training.warmupEpochs());
        json.put("labelSmoothing", PlanCodec.number(training.labelSmoothing()));
        OptionalDouble norm = training.clipNorm();
        json.put(CLIP_NORM, norm.isPresent() ? PlanCodec.number(norm.getAsDouble()) : NO_CLIPPING);
        json.put("augmentation", training.augmentation().keyword());
        json.put("views", training.views());
        return json;
    }

    private static void putOptimizer(Map<String, Object> json, OptimizerSpec optimizer) {
        json.put("optimizer", optimizer.keyword());
        json.put("learningRate", PlanCodec.number(optimizer.learningRate()));
        if (optimizer instanceof OptimizerSpec.Sgd sgd) {
            json.put("momentum", PlanCodec.number(sgd.momentum()));
        } else if (optimizer instanceof OptimizerSpec.AdamW adam) {
            json.put("beta1", PlanCodec.number(adam.beta1()));
            json.put("beta2", PlanCodec.number(adam.beta2()));
            json.put("epsilon", PlanCodec.number(adam.epsilon()));
        }
        json.put("weightDecay", PlanCodec.number(optimizer.weightDecay()));
    }

    static Experiment fromJson(String id, JsonFields json) throws MalformedException {
        ModelSpec model = ModelCodec.fromJson(json);
        Strategy strategy = StrategyCodec.fromJson(json);
        TrainingSpec training = new TrainingSpec(
                json.whole("epochs"),
                json.whole("batchSize"),
                optimizer(json),
                json.whole("warmupEpochs"),
                json.real("labelSmoothing"),
                clipNorm(json),
                json.keyword(
                        "augmentation",
                        List.of(TrainingSpec.Augmentation.values()),
                        TrainingSpec.Augmentation::keyword),
                json.whole("views"));
        json.end();
        return new Experiment(id, model, strategy, training);
    }

    private static OptimizerSpec optimizer(JsonFields json) throws MalformedException {
        String word = json.text("optimizer");
        double rate = json.real("learningRate");
        double decay = json.real("weightDecay");
        return switch (word) {
            case "sgd" -> new OptimizerSpec.Sgd(rate, json.real("momentum"), decay);
            case "adamw" ->
                new OptimizerSpec.AdamW(rate, json.real("beta1"), json.real("beta2"), json.real("epsilon"), decay);
            default -> throw new MalformedException("unknown optimizer '" + word + "'", null);
        };
    }

    private static OptionalDouble clipNorm(JsonFields json) throws MalformedException {
        return json.isText(CLIP_NORM)
                ? json.keyword(CLIP_NORM, List.of(OptionalDouble.empty()), none -> NO_CLIPPING)
                : OptionalDouble.of(json.real(CLIP_NORM));
    }
}
