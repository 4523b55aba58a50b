package io.github.tlmaven.spec;

import io.github.tlmaven.spec.AuditKind.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code <dataset><audit>}. */
final class AuditParser {

    static final String AUDIT = "audit";

    static final String MIN_SIMILARITY = "minSimilarity";
    static final String MIN_SIDE = "minSide";
    static final String MAX_ASPECT_RATIO = "maxAspectRatio";
    static final String MIN_CLASS_SIZE = "minClassSize";
    static final String MAX_IMBALANCE = "maxImbalance";

    static final String FEATURES = "features";
    static final String MIN_COSINE = "minCosine";

    private static final List<String> SETTINGS =
            List.of(MIN_SIMILARITY, MIN_SIDE, MAX_ASPECT_RATIO, MIN_CLASS_SIZE, MAX_IMBALANCE, FEATURES, MIN_COSINE);

    private static final String WITHOUT_FEATURES = "without <features>";

    private AuditParser() {}

    /**
     * What stands in the element, or the usual where it is not there.
     *
     * @param experiments of which one may be named
     */
    static AuditSpec parse(Section audit, Section experiments) {
        List<String> allowed = new ArrayList<>();
        AuditKind.configurable().forEach(kind -> allowed.add(kind.keyword()));
        allowed.addAll(SETTINGS);
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
                        audit.real(MAX_IMBALANCE, Range.RATIO, Defaults.MAX_IMBALANCE)),
                features(audit, experiments));
    }

    private static Optional<AuditSpec.Features> features(Section audit, Section experiments) {
        if (!audit.has(FEATURES)) {
            audit.refuse(MIN_COSINE, WITHOUT_FEATURES);
            audit.refuse(AuditKind.SIMILAR_FEATURES.keyword(), WITHOUT_FEATURES);
        }
        double minCosine = audit.real(MIN_COSINE, Range.FACTOR, Defaults.MIN_COSINE);
        Optional<String> id = audit.text(FEATURES);
        id.flatMap(named -> unsuitable(named, experiments)).ifPresent(problem -> audit.problem(FEATURES, problem));
        return id.map(named -> new AuditSpec.Features(named, minCosine));
    }

    /** What is wrong with an experiment whose features are to be compared; of a strategy that is none, others complain. */
    private static Optional<String> unsuitable(String id, Section experiments) {
        if (!experiments.names().contains(id)) {
            return Optional.of("must name an experiment: " + Section.unknown(id, experiments.names()));
        }
        return experiments
                .section(id)
                .child(StrategyParser.STRATEGY)
                .flatMap(Setting::text)
                .filter(StrategyParser.BEYOND_HEAD::contains)
                .map(strategy ->
                        "must name an experiment of strategy extract, was '" + id + "' of strategy " + strategy);
    }
}
