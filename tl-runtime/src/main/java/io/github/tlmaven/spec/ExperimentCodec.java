package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Experiment} as one flat JSON object, in the pom's own words. The id stands outside, as the member's name. */
final class ExperimentCodec {

    private ExperimentCodec() {}

    static Map<String, Object> toJson(Experiment experiment) {
        Map<String, Object> json = new LinkedHashMap<>();
        ModelCodec.put(json, experiment.model());
        json.put("strategy", experiment.strategy().keyword());
        if (experiment.strategy() instanceof Strategy.Finetune finetune) {
            json.put("unfreeze", finetune.unfreeze().keyword());
            json.put("layerDecay", PlanCodec.number(finetune.layerDecay()));
        }
        json.putAll(TrainingCodec.members(experiment.training()));
        return json;
    }

    static Experiment fromJson(String id, JsonFields json) throws MalformedException {
        ModelSpec model = ModelCodec.fromJson(json);
        Strategy strategy = strategy(json);
        TrainingSpec training = TrainingCodec.fromJson(json);
        json.end();
        return new Experiment(id, model, strategy, training);
    }

    private static Strategy strategy(JsonFields json) throws MalformedException {
        String word = json.text("strategy");
        return switch (word) {
            case "extract" -> new Strategy.Extract();
            case "finetune" ->
                new Strategy.Finetune(
                        json.keyword("unfreeze", List.of(Strategy.Unfreeze.values()), Strategy.Unfreeze::keyword),
                        json.real("layerDecay"));
            default -> throw new MalformedException("unknown strategy '" + word + "'", null);
        };
    }
}
