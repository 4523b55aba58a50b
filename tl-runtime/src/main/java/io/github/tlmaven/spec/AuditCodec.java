package io.github.tlmaven.spec;

import io.github.tlmaven.spec.AuditKind.Severity;
import io.github.tlmaven.spec.Json.MalformedException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link AuditSpec} as a JSON object, in the pom's own words. */
final class AuditCodec {

    private AuditCodec() {}

    static Map<String, Object> toJson(AuditSpec audit) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (AuditKind kind : AuditKind.configurable()) {
            json.put(kind.keyword(), audit.severity(kind).keyword());
        }
        AuditSpec.Limits limits = audit.limits();
        json.put(AuditParser.MIN_SIMILARITY, PlanCodec.number(limits.minSimilarity()));
        json.put(AuditParser.MIN_SIDE, limits.minSide());
        json.put(AuditParser.MAX_ASPECT_RATIO, PlanCodec.number(limits.maxAspectRatio()));
        json.put(AuditParser.MIN_CLASS_SIZE, limits.minClassSize());
        json.put(AuditParser.MAX_IMBALANCE, PlanCodec.number(limits.maxImbalance()));
        audit.features().ifPresent(features -> {
            json.put(AuditParser.FEATURES, features.experiment());
            json.put(AuditParser.MIN_COSINE, PlanCodec.number(features.minCosine()));
        });
        return json;
    }

    static AuditSpec fromJson(JsonFields json) throws MalformedException {
        Map<AuditKind, Severity> severities = new EnumMap<>(AuditKind.class);
        for (AuditKind kind : AuditKind.configurable()) {
            severities.put(kind, json.keyword(kind.keyword(), List.of(Severity.values()), Severity::keyword));
        }
        AuditSpec audit = new AuditSpec(
                severities,
                new AuditSpec.Limits(
                        json.real(AuditParser.MIN_SIMILARITY),
                        json.whole(AuditParser.MIN_SIDE),
                        json.real(AuditParser.MAX_ASPECT_RATIO),
                        json.whole(AuditParser.MIN_CLASS_SIZE),
                        json.real(AuditParser.MAX_IMBALANCE)),
                json.has(AuditParser.FEATURES) ? Optional.of(features(json)) : Optional.empty());
        json.end();
        return audit;
    }

    private static AuditSpec.Features features(JsonFields json) throws MalformedException {
        return new AuditSpec.Features(json.text(AuditParser.FEATURES), json.real(AuditParser.MIN_COSINE));
    }
}
