package io.github.tlmaven.spec;

import io.github.tlmaven.spec.Json.MalformedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Plan} as JSON and back: the content of {@code plan.json}. Every effective value is written, defaults included,
 * by the words of the pom, and paths as the user wrote them, so the same pom gives the same bytes on every machine.
 * Reading is strict: nothing may be missing, nothing unknown.
 */
public final class PlanCodec {

    private static final String SETS = "evaluationSets";
    private static final String EXPERIMENTS = "experiments";

    private PlanCodec() {}

    /** The canonical document. */
    public static String write(Plan plan) {
        return Json.write(toJson(plan));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws MalformedException if it is something else; the message names the member
     */
    public static Plan read(String text) throws MalformedException {
        return fromJson(new JsonFields(Json.read(text), "plan"));
    }

    static Map<String, Object> toJson(Plan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("device", plan.device().text());
        json.put("seeds", plan.seeds());
        json.put("dataset", DatasetCodec.toJson(plan.dataset()));
        json.put(SETS, EvaluationSetCodec.toJson(plan.evaluationSets()));
        json.put(AuditParser.AUDIT, AuditCodec.toJson(plan.audit()));
        Map<String, Object> experiments = new LinkedHashMap<>();
        plan.experiments().forEach(e -> experiments.put(e.id(), ExperimentCodec.toJson(e)));
        json.put(EXPERIMENTS, experiments);
        json.put("gates", plan.gates().stream().map(PlanCodec::gateToJson).toList());
        return json;
    }

    static Plan fromJson(JsonFields json) throws MalformedException {
        try {
            Plan plan = new Plan(
                    device(json.text("device")),
                    json.wholes("seeds"),
                    DatasetCodec.fromJson(json.object("dataset")),
                    EvaluationSetCodec.fromJson(json.object(SETS)),
                    AuditCodec.fromJson(json.object(AuditParser.AUDIT)),
                    experiments(json.object(EXPERIMENTS)),
                    gates(json.list("gates")));
            json.end();
            return plan;
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()), e); // a record refused its values
        }
    }

    /** A double as the shortest decimal that stands for it. */
    static BigDecimal number(double value) {
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    private static DeviceRequest device(String text) throws MalformedException {
        return DeviceRequests.parse(text)
                .orElseThrow(() -> new MalformedException("unknown device '" + text + "'", null));
    }

    private static List<Experiment> experiments(JsonFields json) throws MalformedException {
        List<Experiment> experiments = new ArrayList<>();
        for (String id : json.names()) {
            experiments.add(ExperimentCodec.fromJson(id, json.object(id)));
        }
        return experiments;
    }

    private static Map<String, Object> gateToJson(Gate gate) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("experiment", gate.experiment());
        json.put("metric", gate.metric().keyword());
        json.put("set", gate.set());
        json.put("comparison", gate.comparison().sign());
        json.put("limit", gate.limit());
        return json;
    }

    private static List<Gate> gates(List<?> values) throws MalformedException {
        List<Gate> gates = new ArrayList<>();
        for (Object value : values) {
            JsonFields json = new JsonFields(value, "gate");
            gates.add(new Gate(
                    json.text("experiment"),
                    json.keyword("metric", List.of(Gate.Metric.values()), Gate.Metric::keyword),
                    json.text("set"),
                    json.keyword("comparison", List.of(Gate.Comparison.values()), Gate.Comparison::sign),
                    json.number("limit")));
            json.end();
        }
        return gates;
    }
}
