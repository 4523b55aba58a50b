package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.Strategy.BatchNorm;
import io.github.tlmaven.spec.Strategy.Rates;
import io.github.tlmaven.spec.Strategy.Unfreeze;
import io.github.tlmaven.spec.Strategy.WarmStart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Strategy} as members of an experiment's JSON object, in the pom's own words. */
final class StrategyCodec {

    private static final String STRATEGY = "strategy";
    private static final String UNFREEZE = "unfreeze";
    private static final String STAGE_EPOCHS = "stageEpochs";
    private static final String BOUNDARIES = "boundaries";
    private static final String WARM_START = "warmStart";
    private static final String LAYER_DECAY = "layerDecay";
    private static final String LEARNING_RATES = "learningRates";
    private static final String BATCH_NORM = "batchNorm";

    private StrategyCodec() {}

    static void put(Map<String, Object> json, Strategy strategy) {
        json.put(STRATEGY, strategy.keyword());
        if (strategy instanceof Strategy.Finetune finetune) {
            json.put(UNFREEZE, finetune.unfreeze().keyword());
            if (finetune.unfreeze() instanceof Unfreeze.Progressive progressive) {
                json.put(STAGE_EPOCHS, progressive.stageEpochs());
                json.put(BOUNDARIES, progressive.boundaries());
            }
            json.put(WARM_START, finetune.warmStart().keyword());
            put(json, finetune.rates(), finetune.batchNorm());
        } else if (strategy instanceof Strategy.Scratch scratch) {
            put(json, scratch.rates(), scratch.batchNorm());
        }
    }

    private static void put(Map<String, Object> json, Rates rates, BatchNorm batchNorm) {
        json.put(LAYER_DECAY, PlanCodec.number(rates.layerDecay()));
        Map<String, Object> listed = new LinkedHashMap<>();
        rates.listed().forEach((name, rate) -> listed.put(name, PlanCodec.number(rate)));
        json.put(LEARNING_RATES, listed);
        json.put(BATCH_NORM, batchNorm.keyword());
    }

    static Strategy fromJson(JsonFields json) throws MalformedException {
        String word = json.text(STRATEGY);
        return switch (word) {
            case "extract" -> new Strategy.Extract();
            case "finetune" ->
                new Strategy.Finetune(
                        unfreeze(json),
                        json.keyword(WARM_START, List.of(WarmStart.values()), WarmStart::keyword),
                        rates(json),
                        batchNorm(json));
            case "scratch" -> new Strategy.Scratch(rates(json), batchNorm(json));
            default -> throw new MalformedException("unknown strategy '" + word + "'", null);
        };
    }

    private static Unfreeze unfreeze(JsonFields json) throws MalformedException {
        String word = json.text(UNFREEZE);
        if (word.equals(Unfreeze.Progressive.KEYWORD)) {
            return new Unfreeze.Progressive(json.whole(STAGE_EPOCHS), json.texts(BOUNDARIES));
        }
        for (Unfreeze fixed : List.of(Unfreeze.LAST_BLOCK, Unfreeze.ALL)) {
            if (fixed.keyword().equals(word)) {
                return fixed;
            }
        }
        return new Unfreeze.From(word);
    }

    private static Rates rates(JsonFields json) throws MalformedException {
        JsonFields object = json.object(LEARNING_RATES);
        Map<String, Double> listed = new LinkedHashMap<>();
        for (String name : object.names()) {
            listed.put(name, object.real(name));
        }
        return new Rates(json.real(LAYER_DECAY), listed);
    }

    private static BatchNorm batchNorm(JsonFields json) throws MalformedException {
        return json.keyword(BATCH_NORM, List.of(BatchNorm.values()), BatchNorm::keyword);
    }
}
