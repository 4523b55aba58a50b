package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import io.github.tlmaven.spec.OptimizerSpec.Moments;
import io.github.tlmaven.spec.UpdateSpec.Clipping;
import java.util.Map;
import java.util.OptionalDouble;

/** The members of an experiment's JSON that hold its {@link UpdateSpec}. */
final class UpdateCodec {

    private static final String CLIP_NORM = "clipNorm";
    private static final String CLIP_VALUE = "clipValue";
    private static final String EMA_DECAY = "emaDecay";

    private UpdateCodec() {}

    static void put(Map<String, Object> json, UpdateSpec update) {
        OptimizerSpec optimizer = update.optimizer();
        json.put("optimizer", optimizer.keyword());
        json.put("learningRate", PlanCodec.number(optimizer.learningRate()));
        putOptions(json, optimizer);
        json.put("weightDecay", PlanCodec.number(optimizer.weightDecay()));
        json.put("decayAll", update.decayAll());
        Clipping clipping = update.clipping();
        json.put(
                CLIP_NORM,
                clipping instanceof Clipping.Norm norm ? PlanCodec.number(norm.limit()) : TrainingCodec.NONE);
        json.put(
                CLIP_VALUE,
                clipping instanceof Clipping.Value value ? PlanCodec.number(value.limit()) : TrainingCodec.NONE);
        OptionalDouble ema = update.emaDecay();
        json.put(EMA_DECAY, ema.isPresent() ? PlanCodec.number(ema.getAsDouble()) : TrainingCodec.NONE);
    }

    private static void putOptions(Map<String, Object> json, OptimizerSpec optimizer) {
        if (optimizer instanceof OptimizerSpec.Sgd sgd) {
            json.put("momentum", PlanCodec.number(sgd.momentum()));
            json.put("dampening", PlanCodec.number(sgd.dampening()));
            json.put("nesterov", sgd.nesterov());
        } else if (optimizer instanceof OptimizerSpec.Adam adam) {
            putMoments(json, adam.moments());
        } else if (optimizer instanceof OptimizerSpec.AdamW adamW) {
            putMoments(json, adamW.moments());
        } else if (optimizer instanceof OptimizerSpec.RmsProp rmsProp) {
            json.put("alpha", PlanCodec.number(rmsProp.alpha()));
            json.put("epsilon", PlanCodec.number(rmsProp.epsilon()));
            json.put("momentum", PlanCodec.number(rmsProp.momentum()));
        }
    }

    private static void putMoments(Map<String, Object> json, Moments moments) {
        json.put("beta1", PlanCodec.number(moments.beta1()));
        json.put("beta2", PlanCodec.number(moments.beta2()));
        json.put("epsilon", PlanCodec.number(moments.epsilon()));
    }

    static UpdateSpec fromJson(JsonFields json) throws MalformedException {
        return new UpdateSpec(
                optimizer(json), json.flag("decayAll"), clipping(json), TrainingCodec.optionalReal(json, EMA_DECAY));
    }

    private static OptimizerSpec optimizer(JsonFields json) throws MalformedException {
        String word = json.text("optimizer");
        double rate = json.real("learningRate");
        double decay = json.real("weightDecay");
        return switch (word) {
            case "sgd" ->
                new OptimizerSpec.Sgd(
                        rate, json.real("momentum"), json.real("dampening"), json.flag("nesterov"), decay);
            case "adam" -> new OptimizerSpec.Adam(rate, moments(json), decay);
            case "adamw" -> new OptimizerSpec.AdamW(rate, moments(json), decay);
            case "rmsprop" ->
                new OptimizerSpec.RmsProp(rate, json.real("alpha"), json.real("epsilon"), json.real("momentum"), decay);
            default -> throw new MalformedException("unknown optimizer '" + word + "'", null);
        };
    }

    private static Moments moments(JsonFields json) throws MalformedException {
        return new Moments(json.real("beta1"), json.real("beta2"), json.real("epsilon"));
    }

    private static Clipping clipping(JsonFields json) throws MalformedException {
        OptionalDouble norm = TrainingCodec.optionalReal(json, CLIP_NORM);
        OptionalDouble value = TrainingCodec.optionalReal(json, CLIP_VALUE);
        return Clipping.of(norm, value);
    }
}
