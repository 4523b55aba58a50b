package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The members of an experiment's JSON that hold its {@link ScheduleSpec}. */
final class ScheduleCodec {

    private static final String GAMMA = "gamma";

    private ScheduleCodec() {}

    static void put(Map<String, Object> json, ScheduleSpec schedule) {
        json.put("schedule", schedule.decay().keyword());
        json.put("warmupEpochs", schedule.warmupEpochs());
        Decay decay = schedule.decay();
        if (decay instanceof Decay.Step step) {
            json.put("stepEpochs", step.stepEpochs());
            json.put(GAMMA, PlanCodec.number(step.gamma()));
        } else if (decay instanceof Decay.MultiStep steps) {
            json.put("milestones", steps.milestones());
            json.put(GAMMA, PlanCodec.number(steps.gamma()));
        } else if (decay instanceof Decay.Exponential exponential) {
            json.put(GAMMA, PlanCodec.number(exponential.gamma()));
        } else if (decay instanceof Decay.Polynomial polynomial) {
            json.put("power", PlanCodec.number(polynomial.power()));
        } else if (decay instanceof Decay.Cosine cosine) {
            json.put("finalFactor", PlanCodec.number(cosine.finalFactor()));
        } else if (decay instanceof Decay.OneCycle cycle) {
            json.put("peakAt", PlanCodec.number(cycle.peakAt()));
        }
    }

    static ScheduleSpec fromJson(JsonFields json) throws MalformedException {
        String word = json.text("schedule");
        int warmup = json.whole("warmupEpochs");
        Decay decay = switch (word) {
            case "constant" -> new Decay.Constant();
            case "step" -> new Decay.Step(json.whole("stepEpochs"), json.real(GAMMA));
            case "multi-step" -> new Decay.MultiStep(milestones(json), json.real(GAMMA));
            case "exponential" -> new Decay.Exponential(json.real(GAMMA));
            case "polynomial" -> new Decay.Polynomial(json.real("power"));
            case "cosine" -> new Decay.Cosine(json.real("finalFactor"));
            case "one-cycle" -> new Decay.OneCycle(json.real("peakAt"));
            default -> throw new MalformedException("unknown schedule '" + word + "'", null);
        };
        return new ScheduleSpec(warmup, decay);
    }

    private static List<Integer> milestones(JsonFields json) throws MalformedException {
        List<Integer> milestones = new ArrayList<>();
        for (long epoch : json.wholes("milestones")) {
            if (epoch != (int) epoch) {
                throw new MalformedException("milestones are too large: " + epoch, null);
            }
            milestones.add((int) epoch);
        }
        return milestones;
    }
}
