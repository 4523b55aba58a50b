package io.github.tlmaven.spec;

import io.github.tlmaven.spec.AuditKind.Severity;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the audit of a dataset looks for, and what follows from it.
 *
 * @param severities of every kind
 * @param limits     from where on something is a finding
 * @param features   that are compared besides; absent where pixels alone are looked at
 */
public record AuditSpec(Map<AuditKind, Severity> severities, Limits limits, Optional<Features> features) {

    /** What holds where the pom says nothing. */
    public static final AuditSpec USUAL = new AuditSpec(
            Map.of(),
            new Limits(
                    Defaults.MIN_SIMILARITY,
                    Defaults.MIN_SIDE,
                    Defaults.MAX_ASPECT_RATIO,
                    Defaults.MIN_CLASS_SIZE,
                    Defaults.MAX_IMBALANCE));

    /** Adds the usual severity of every kind that is not named, in the order of the kinds. */
    public AuditSpec {
        Map<AuditKind, Severity> all = new EnumMap<>(AuditKind.class);
        for (AuditKind kind : AuditKind.values()) {
            all.put(kind, severities.getOrDefault(kind, kind.usual()));
        }
        severities = Collections.unmodifiableMap(all);
    }

    /** An audit by pixels alone. */
    public AuditSpec(Map<AuditKind, Severity> severities, Limits limits) {
        this(severities, limits, Optional.empty());
    }

    /**
     * Features of all pictures that are compared with each other.
     *
     * @param experiment id of an experiment of strategy {@code extract}: its network computes them
     * @param minCosine  least cosine of the features of two pictures that count as one, above 0 and at most 1
     */
    public record Features(String experiment, double minCosine) {
        /** Checks the range. */
        public Features {
            Checks.factor("minCosine", minCosine);
        }
    }

    /**
     * From where on something is a finding.
     *
     * @param minSimilarity  least correlation of two thumbnails of pictures that count as one, above 0 and at most 1
     * @param minSide        pixels that the shorter side of a picture should have, 1 or more
     * @param maxAspectRatio most that the longer side may measure in shorter ones, 1 or more
     * @param minClassSize   training pictures that a class should have, 1 or more
     * @param maxImbalance   most that the largest class may measure in smallest ones, by training pictures, 1 or more
     */
    public record Limits(
            double minSimilarity, int minSide, double maxAspectRatio, int minClassSize, double maxImbalance) {
        /** Checks the ranges. */
        public Limits {
            Checks.factor("minSimilarity", minSimilarity);
            Checks.require(minSide >= 1, "minSide", minSide, "1 or more");
            Checks.require(maxAspectRatio >= 1, "maxAspectRatio", maxAspectRatio, "1 or more");
            Checks.require(minClassSize >= 1, "minClassSize", minClassSize, "1 or more");
            Checks.require(maxImbalance >= 1, "maxImbalance", maxImbalance, "1 or more");
        }
    }

    /** What follows from a finding of a kind. */
    public Severity severity(AuditKind kind) {
        return severities.getOrDefault(kind, kind.usual());
    }

    /** The features to compare; absent where there are none, or where nothing would follow from what is found. */
    public Optional<Features> comparedFeatures() {
        return wants(AuditKind.SIMILAR_FEATURES) ? features : Optional.empty();
    }

    /** Whether a kind is looked for. */
    public boolean wants(AuditKind kind) {
        return severity(kind) != Severity.IGNORE;
    }
}
