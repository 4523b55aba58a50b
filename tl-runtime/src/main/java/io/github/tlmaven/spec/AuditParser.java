package io.github.tlmaven.spec;

import io.github.tlmaven.spec.AuditKind.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads {@code <dataset><audit>}. */
final class AuditParser {

    static final String AUDIT = "audit";

    static final String MIN_SIMILARITY = "minSimilarity";
    static final String MIN_SIDE = "minSide";
    static final String MAX_ASPECT_RATIO = "maxAspectRatio";
    static final String MIN_CLASS_SIZE = "minClassSize";
    static final String MAX_IMBALANCE = "maxImbalance";

    private static final List<String> LIMITS =
            List.of(MIN_SIMILARITY, MIN_SIDE, MAX_ASPECT_RATIO, MIN_CLASS_SIZE, MAX_IMBALANCE);

    private AuditParser() {}

    static AuditSpec parse(Section audit) {
        List<String> allowed = new ArrayList<>();
        AuditKind.configurable().forEach(kind -> allowed.add(kind.keyword()));
        allowed.addAll(LIMITS);
        audit.allow(allowed);
        Map<String, Severity> words = Words.of(Severity.values(), Severity::keyword);
        Map<AuditKind, Severity> severities = new EnumMap<>(AuditKind.class);
        for (AuditKind kind : AuditKind.configurable()) {
            audit.word(kind.keyword(), words).ifPresent(severity -> severities.put(kind, severity));
        }
        return new AuditSpec(
                severities,
                new AuditSpec.Limits(
                        audit.real(MIN_SIMILARITY, Range.FACTOR, Defaults.MIN_SIMILARITY),
                        audit.whole(MIN_SIDE, 1, Defaults.MIN_SIDE),
                        audit.real(MAX_ASPECT_RATIO, Range.RATIO, Defaults.MAX_ASPECT_RATIO),
                        audit.whole(MIN_CLASS_SIZE, 1, Defaults.MIN_CLASS_SIZE),
                        audit.real(MAX_IMBALANCE, Range.RATIO, Defaults.MAX_IMBALANCE)));
    }
}
